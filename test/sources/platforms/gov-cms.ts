/** The portals made of CMS pages (sheet 08). */
import type { PlayedPlatform } from '../played.ts';
import { beijing, ezhou, hainan, tianjin, xianning } from '../wires/products/gov-cms.ts';

export const CMS: PlayedPlatform[] = [
  {
    id: 'beijing',
    region: '110000',
    origin: 'https://data.beijing.gov.cn',
    wire: beijing,
    shape: 'zyml',
  },
  { id: 'tianjin', region: '120000', origin: 'https://data.tj.gov.cn', wire: tianjin, shape: 'sjj' },
  {
    id: 'hainan',
    region: '460000',
    origin: 'https://data.hainan.gov.cn',
    wire: hainan,
    shape: 'hex32',
    interfaces: 'api',
  },
  {
    id: 'hubei-xianning',
    region: '421200',
    origin: 'http://www.xianning.gov.cn',
    wire: xianning,
    shape: 'trs',
  },
  { id: 'hubei-ezhou', region: '420700', origin: 'http://www.ezhou.gov.cn', wire: ezhou, shape: 'trs' },
];
