/** The three platforms of /athena/catalog (sheet 07). */
import type { PlayedPlatform } from '../played.ts';
import { athena } from '../wires/products/athena-kf.ts';

export const ATHENA: PlayedPlatform[] = [
  {
    id: 'zhejiang-shaoxing',
    region: '330600',
    origin: 'https://data.sx.gov.cn',
    wire: athena(),
    shape: 'serial',
  },
  {
    id: 'zhejiang-taizhou',
    region: '331000',
    origin: 'https://data.zjtz.gov.cn',
    wire: athena(),
    shape: 'serial',
  },
  {
    id: 'hubei-yichang',
    region: '420500',
    origin: 'https://data.yichang.gov.cn',
    wire: athena(true),
    shape: 'serial',
    interfaces: 'api',
  },
];
