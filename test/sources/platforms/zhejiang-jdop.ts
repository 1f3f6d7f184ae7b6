/** The six platforms of Zhejiang's /jdop_front/ (sheet 03). */
import { type PlayedPlatform, siteAt } from '../played.ts';
import { type JdopVariant, jdop } from '../wires/products/zhejiang-jdop.ts';

const platform = (id: string, region: string, host: string, variant: JdopVariant): PlayedPlatform => ({
  id,
  region,
  origin: siteAt(host, id).origin,
  wire: jdop(variant),
  shape: 'serial',
});

export const JDOP: PlayedPlatform[] = [
  platform('zhejiang', '330000', 'https://data.zjzwfw.gov.cn', {
    volume: '数据量',
    size: 10,
    field: 'sceneId',
  }),
  platform('zhejiang-wenzhou', '330300', 'http://data.wenzhou.gov.cn', {
    volume: '数据条数',
    types: [''],
    field: 'openState',
  }),
  platform('zhejiang-jiaxing', '330400', 'https://data.jiaxing.gov.cn', { volume: '数据容量' }),
  platform('zhejiang-jinhua', '330700', 'http://open.data.jinhua.gov.cn', { volume: '数据容量' }),
  platform('zhejiang-quzhou', '330800', 'https://data.qz.gov.cn', { volume: '数据容量', types: ['', '1'] }),
  platform('zhejiang-lishui', '331100', 'http://data.lishui.gov.cn', { volume: '数据条数' }),
];
