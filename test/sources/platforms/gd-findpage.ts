/** The four platforms of “开放广东” (sheet 06). */
import type { PlayedPlatform } from '../played.ts';
import { findPage, guangdong, suizhou } from '../wires/products/gd-findpage.ts';

export const FINDPAGE: PlayedPlatform[] = [
  {
    id: 'guangdong',
    region: '440000',
    origin: 'https://gddata.gd.gov.cn',
    wire: guangdong,
    shape: 'mlbh',
    interfaces: 'api',
  },
  {
    id: 'guangdong-shenzhen',
    region: '440300',
    origin: 'https://opendata.sz.gov.cn',
    wire: findPage('shenzhen'),
    shape: 'mlbh',
    interfaces: 'api',
  },
  {
    id: 'fujian-fuzhou',
    region: '350100',
    origin: 'http://data.fuzhou.gov.cn',
    wire: findPage('fuzhou'),
    shape: 'mlbh',
  },
  {
    id: 'hubei-suizhou',
    region: '421300',
    origin: 'http://www.suizhou.gov.cn',
    wire: suizhou,
    shape: 'serial',
    interfaces: 'api',
  },
];
