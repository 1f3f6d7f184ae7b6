/** Single systems of HTML pages (sheet 15). */
import type { PlayedPlatform } from '../played.ts';
import { chizhou } from '../wires/html/anhui-chizhou.ts';
import { zhongshan } from '../wires/html/guangdong-zhongshan.ts';
import { lianyungang } from '../wires/html/jiangsu-lianyungang.ts';
import { yuncheng } from '../wires/html/shanxi-yuncheng.ts';

export const SINGLE_HTML: PlayedPlatform[] = [
  {
    id: 'jiangsu-lianyungang',
    region: '320700',
    origin: 'http://www.lyg.gov.cn',
    wire: lianyungang,
    shape: 'uuid',
  },
  {
    id: 'shanxi-yuncheng',
    region: '140800',
    origin: 'https://sjkf.yczhcs.cn',
    wire: yuncheng,
    shape: 'hex32',
  },
  {
    id: 'anhui-chizhou',
    region: '341700',
    origin: 'https://www.chizhou.gov.cn',
    wire: chizhou,
    shape: 'hex32',
  },
  {
    id: 'guangdong-zhongshan',
    region: '442000',
    origin: 'http://zsdata.zs.gov.cn',
    wire: zhongshan,
    shape: 'hex32',
  },
];
