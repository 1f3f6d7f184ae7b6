/** Single systems answering JSON to GET (sheet 13). */
import type { PlayedPlatform } from '../played.ts';
import { chuzhou } from '../wires/get/anhui-chuzhou.ts';
import { hefei } from '../wires/get/anhui-hefei.ts';
import { huainan } from '../wires/get/anhui-huainan.ts';
import { fujian } from '../wires/get/fujian.ts';
import { huangshi } from '../wires/get/hubei-huangshi.ts';
import { changde } from '../wires/get/hunan-changde.ts';
import { huaian } from '../wires/get/jiangsu-huaian.ts';
import { nantong } from '../wires/get/jiangsu-nantong.ts';
import { yancheng } from '../wires/get/jiangsu-yancheng.ts';
import { zhenjiang } from '../wires/get/jiangsu-zhenjiang.ts';
import { shaanxi } from '../wires/get/shaanxi.ts';
import { aba } from '../wires/get/sichuan-aba.ts';
import { leshan } from '../wires/get/sichuan-leshan.ts';
import { mianyang } from '../wires/get/sichuan-mianyang.ts';
import { nanchong } from '../wires/get/sichuan-nanchong.ts';
import { zigong } from '../wires/get/sichuan-zigong.ts';

export const SINGLE_GET: PlayedPlatform[] = [
  { id: 'fujian', region: '350000', origin: 'https://data.fujian.gov.cn', wire: fujian, shape: 'uuid' },
  {
    id: 'jiangsu-zhenjiang',
    region: '321100',
    origin: 'https://data.zhenjiang.gov.cn',
    wire: zhenjiang,
    shape: 'hex32',
  },
  {
    id: 'jiangsu-nantong',
    region: '320600',
    origin: 'https://data.nantong.gov.cn',
    wire: nantong,
    shape: 'hex32',
  },
  {
    id: 'jiangsu-huaian',
    region: '320800',
    origin: 'https://opendata.huaian.gov.cn:18443',
    wire: huaian,
    shape: 'snowflake',
  },
  {
    id: 'jiangsu-yancheng',
    region: '320900',
    origin: 'https://www.yancheng.gov.cn',
    wire: yancheng,
    shape: 'hex32',
  },
  {
    id: 'anhui-huainan',
    region: '340400',
    origin: 'https://sjzyj.huainan.gov.cn',
    wire: huainan,
    shape: 'serial',
  },
  {
    id: 'anhui-chuzhou',
    region: '341100',
    origin: 'https://www.chuzhou.gov.cn',
    wire: chuzhou,
    shape: 'serial',
  },
  { id: 'anhui-hefei', region: '340100', origin: 'https://www.hefei.gov.cn', wire: hefei, shape: 'hex32' },
  { id: 'sichuan-zigong', region: '510300', origin: 'https://data.zg.cn', wire: zigong, shape: 'hex32' },
  {
    id: 'sichuan-mianyang',
    region: '510700',
    origin: 'http://data.mianyang.cn',
    wire: mianyang,
    shape: 'hex32',
    alsoAt: 'https://data.mianyang.cn',
  },
  {
    id: 'sichuan-leshan',
    region: '511100',
    origin: 'https://www.leshan.gov.cn',
    wire: leshan,
    shape: 'hex32',
  },
  {
    id: 'sichuan-nanchong',
    region: '511300',
    origin: 'https://www.nanchong.gov.cn',
    wire: nanchong,
    shape: 'serial',
  },
  { id: 'sichuan-aba', region: '513200', origin: 'http://abadata.cn', wire: aba, shape: 'serial' },
  {
    id: 'hubei-huangshi',
    region: '420200',
    origin: 'http://data.huangshi.gov.cn',
    wire: huangshi,
    shape: 'serial',
  },
  { id: 'shaanxi', region: '610000', origin: 'http://www.sndata.gov.cn', wire: shaanxi, shape: 'serial' },
  {
    id: 'hunan-changde',
    region: '430700',
    origin: 'https://www.changde.gov.cn',
    wire: changde,
    shape: 'uuid',
  },
];
