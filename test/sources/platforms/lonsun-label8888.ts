/** Bengbu and Huangshan (sheet 11). */
import type { PlayedPlatform } from '../played.ts';
import { bengbu, huangshan } from '../wires/products/lonsun-label8888.ts';

export const LONSUN: PlayedPlatform[] = [
  {
    id: 'anhui-bengbu',
    region: '340300',
    origin: 'https://www.bengbu.gov.cn',
    wire: bengbu,
    shape: 'serial',
    interfaces: 'api',
  },
  {
    id: 'anhui-huangshan',
    region: '341000',
    origin: 'https://www.huangshan.gov.cn',
    wire: huangshan,
    shape: 'serial',
  },
];
