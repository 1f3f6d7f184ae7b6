/** Single systems answering JSON to POST, GraphQL among them (sheets 12, 14). */
import type { PlayedPlatform } from '../played.ts';
import type { IdShape } from '../thing.ts';
import type { Wire } from '../wire.ts';
import { anhui } from '../wires/post/form/anhui.ts';
import { wuhu } from '../wires/post/form/anhui-wuhu.ts';
import { hebei } from '../wires/post/form/hebei.ts';
import { jiangsu } from '../wires/post/form/jiangsu.ts';
import { neimenggu } from '../wires/post/form/neimenggu.ts';
import { shanghai } from '../wires/post/form/shanghai.ts';
import { jincheng } from '../wires/post/form/shanxi-jincheng.ts';
import { hangzhou } from '../wires/post/form/zhejiang-hangzhou.ts';
import { huaibei } from '../wires/post/json/anhui-huaibei.ts';
import { chongqing } from '../wires/post/json/chongqing.ts';
import { xiamen } from '../wires/post/json/fujian-xiamen.ts';
import { guangzhou } from '../wires/post/json/guangdong-guangzhou.ts';
import { wuhan } from '../wires/post/json/hubei-wuhan.ts';
import { suzhou } from '../wires/post/json/jiangsu-suzhou.ts';
import { jiangxi } from '../wires/post/json/jiangxi.ts';
import { xinganmeng } from '../wires/post/json/neimenggu-xinganmeng.ts';
import { bazhong } from '../wires/post/json/sichuan-bazhong.ts';
import { guangyuan } from '../wires/post/json/sichuan-guangyuan.ts';
import { neijiang } from '../wires/post/json/sichuan-neijiang.ts';
import { ningbo } from '../wires/post/json/zhejiang-ningbo.ts';
import { zhoushan } from '../wires/post/json/zhejiang-zhoushan.ts';

const single = (id: string, region: string, origin: string, wire: Wire, shape: IdShape): PlayedPlatform => ({
  id,
  region,
  origin,
  wire,
  shape,
});

export const SINGLE_POST: PlayedPlatform[] = [
  single('shanghai', '310000', 'https://data.sh.gov.cn', shanghai, 'shanghai'),
  single('jiangsu', '320000', 'http://data.jszwfw.gov.cn:8118', jiangsu, 'uuid'),
  single('jiangsu-suzhou', '320500', 'https://data.suzhou.gov.cn', suzhou, 'snowflake'),
  single('anhui-wuhu', '340200', 'https://data.wuhu.cn', wuhu, 'uuid'),
  single('shanxi-jincheng', '140500', 'http://data.jcgov.gov.cn', jincheng, 'hex32'),
  single('jiangxi', '360000', 'https://data.jiangxi.gov.cn', jiangxi, 'hex32'),
  single('hebei', '130000', 'http://hebdata.hebyun.gov.cn', hebei, 'hex32'),
  single('neimenggu', '150000', 'http://open.nmgdata.org.cn', neimenggu, 'snowflake'),
  single('neimenggu-xinganmeng', '152200', 'http://36.137.79.239:8091', xinganmeng, 'hex32'),
  single('zhejiang-hangzhou', '330100', 'https://data.hangzhou.gov.cn', hangzhou, 'serial'),
  single('zhejiang-ningbo', '330200', 'http://183.134.232.54', ningbo, 'uuid'),
  single('zhejiang-zhoushan', '330900', 'http://data.zhoushan.gov.cn:9966', zhoushan, 'serial'),
  single('anhui', '340000', 'http://data.ahzwfw.gov.cn:8000', anhui, 'hex32'),
  single('anhui-huaibei', '340600', 'http://open.huaibeidata.cn:1123', huaibei, 'hex32'),
  single('fujian-xiamen', '350200', 'https://data.xm.gov.cn', xiamen, 'hex32'),
  single('hubei-wuhan', '420100', 'http://data.wuhan.gov.cn', wuhan, 'hex32'),
  single('guangdong-guangzhou', '440100', 'https://data.gz.gov.cn', guangzhou, 'snowflake'),
  single('sichuan-guangyuan', '510800', 'http://data.cngy.gov.cn', guangyuan, 'serial'),
  single('sichuan-neijiang', '511000', 'https://www.neijiang.gov.cn', neijiang, 'snowflake'),
  single('sichuan-bazhong', '511900', 'https://www.bzgongxiang.com', bazhong, 'snowflake'),
  single('chongqing', '500000', 'https://data.cq.gov.cn', chongqing, 'hex32'),
];
