/** Eight single systems (sheets 12, 13, 15). */
import type { PlayedPlatform } from '../played.ts';
import { wuhu } from '../wires/anhui-wuhu.ts';
import { jiangsu } from '../wires/jiangsu.ts';
import { lianyungang } from '../wires/jiangsu-lianyungang.ts';
import { nantong } from '../wires/jiangsu-nantong.ts';
import { suzhou } from '../wires/jiangsu-suzhou.ts';
import { shaanxi } from '../wires/shaanxi.ts';
import { shanghai } from '../wires/shanghai.ts';
import { jincheng } from '../wires/shanxi-jincheng.ts';

export const SINGLE: PlayedPlatform[] = [
  { id: 'shanghai', region: '310000', origin: 'https://data.sh.gov.cn', wire: shanghai, shape: 'shanghai' },
  { id: 'jiangsu', region: '320000', origin: 'http://data.jszwfw.gov.cn:8118', wire: jiangsu, shape: 'uuid' },
  {
    id: 'jiangsu-suzhou',
    region: '320500',
    origin: 'https://data.suzhou.gov.cn',
    wire: suzhou,
    shape: 'snowflake',
  },
  {
    id: 'jiangsu-nantong',
    region: '320600',
    origin: 'https://data.nantong.gov.cn',
    wire: nantong,
    shape: 'hex32',
  },
  {
    id: 'jiangsu-lianyungang',
    region: '320700',
    origin: 'http://www.lyg.gov.cn',
    wire: lianyungang,
    shape: 'uuid',
  },
  { id: 'anhui-wuhu', region: '340200', origin: 'https://data.wuhu.cn', wire: wuhu, shape: 'uuid' },
  {
    id: 'shanxi-jincheng',
    region: '140500',
    origin: 'http://data.jcgov.gov.cn',
    wire: jincheng,
    shape: 'hex32',
  },
  { id: 'shaanxi', region: '610000', origin: 'http://www.sndata.gov.cn', wire: shaanxi, shape: 'serial' },
];
