/** Single systems answering JSON to POST (sheet 12). */
import type { PlayedPlatform } from '../played.ts';
import { wuhu } from '../wires/post/anhui-wuhu.ts';
import { jiangsu } from '../wires/post/jiangsu.ts';
import { suzhou } from '../wires/post/jiangsu-suzhou.ts';
import { shanghai } from '../wires/post/shanghai.ts';
import { jincheng } from '../wires/post/shanxi-jincheng.ts';

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
  { id: 'anhui-wuhu', region: '340200', origin: 'https://data.wuhu.cn', wire: wuhu, shape: 'uuid' },
  {
    id: 'shanxi-jincheng',
    region: '140500',
    origin: 'http://data.jcgov.gov.cn',
    wire: jincheng,
    shape: 'hex32',
  },
];
