/** Luzhou and Meishan (sheet 10). */
import type { PlayedPlatform } from '../played.ts';
import { dataService } from '../wires/products/portal-dataservice.ts';

export const DATASERVICE: PlayedPlatform[] = [
  {
    id: 'sichuan-luzhou',
    region: '510500',
    origin: 'https://data.luzhou.cn',
    wire: dataService('luzhou', '031435e690e74555937e3285bfceba88'),
    shape: 'hex32',
  },
  {
    id: 'sichuan-meishan',
    region: '511400',
    origin: 'http://data.ms.gov.cn',
    wire: dataService('meishan', '29001fffc4854893b4b3035f930624ff'),
    shape: 'hex32',
  },
];
