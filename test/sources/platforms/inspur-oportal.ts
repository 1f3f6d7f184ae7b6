/** The 47 platforms of Inspur oPortal (sheet 01). */
import { type PlayedPlatform, siteAt } from '../played.ts';
import type { IdShape } from '../thing.ts';
import { inspurOportal, type OportalVariant } from '../wires/products/inspur-oportal.ts';

const oportal = (
  id: string,
  region: string,
  base: string,
  variant: OportalVariant = {},
  shape: IdShape = 'hex32',
): PlayedPlatform => {
  const site = siteAt(base, id);
  return { id, region, origin: site.origin, wire: inspurOportal(site, variant), shape };
};

/** Shandong: formats in the class of each item, openness as 开放类型. */
const SHANDONG: OportalVariant = { formats: 'class', opennessLabel: '开放类型' };
const shandong = (city: string, region: string, host: string): PlayedPlatform =>
  oportal(`shandong-${city}`, region, `http://${host}/${city}`, SHANDONG);

const guangxi = (city: string, initials: string, region: string): PlayedPlatform =>
  oportal(`guangxi-${city}`, region, `https://${initials}.data.gxzf.gov.cn/${initials}`);

export const OPORTAL: PlayedPlatform[] = [
  oportal('shandong', '370000', 'https://data.sd.gov.cn/portal', SHANDONG),
  shandong('jinan', '370100', 'data.jinan.gov.cn'),
  shandong('qingdao', '370200', 'data.qingdao.gov.cn'),
  shandong('zibo', '370300', 'data.zibo.gov.cn'),
  shandong('zaozhuang', '370400', 'zzdata.sd.gov.cn'),
  shandong('dongying', '370500', 'data.dongying.gov.cn'),
  shandong('yantai', '370600', 'data.yantai.gov.cn'),
  shandong('weifang', '370700', 'data.weifang.gov.cn'),
  shandong('jining', '370800', 'jindata.sd.gov.cn'),
  shandong('taian', '370900', 'tadata.sd.gov.cn'),
  shandong('weihai', '371000', 'data.weihai.gov.cn'),
  shandong('rizhao', '371100', 'rzdata.sd.gov.cn'),
  shandong('linyi', '371300', 'lydata.sd.gov.cn'),
  shandong('dezhou', '371400', 'dzdata.sd.gov.cn'),
  shandong('liaocheng', '371500', 'lcdata.sd.gov.cn'),
  shandong('binzhou', '371600', 'data.binzhou.gov.cn'),
  shandong('heze', '371700', 'hzdata.sd.gov.cn'),
  guangxi('nanning', 'nn', '450100'),
  guangxi('liuzhou', 'lz', '450200'),
  guangxi('guilin', 'gl', '450300'),
  guangxi('wuzhou', 'wz', '450400'),
  guangxi('beihai', 'bh', '450500'),
  guangxi('fangchenggang', 'fcg', '450600'),
  guangxi('qinzhou', 'qz', '450700'),
  guangxi('guigang', 'gg', '450800'),
  guangxi('yulin', 'yl', '450900'),
  guangxi('baise', 'bs', '451000'),
  guangxi('hezhou', 'hz', '451100'),
  guangxi('hechi', 'hc', '451200'),
  guangxi('laibin', 'lb', '451300'),
  guangxi('chongzuo', 'cz', '451400'),
  oportal('guangxi', '450000', 'https://data.gxzf.gov.cn/portal'),
  oportal('sichuan', '510000', 'https://www.scdata.net.cn/oportal', { list: '' }),
  oportal('sichuan-chengdu', '510100', 'http://data.chengdu.gov.cn/oportal', {
    list: '',
    themeLabel: '主题',
  }),
  oportal('sichuan-panzhihua', '510400', 'http://data.pzhszwfw.com/oportal', {
    list: '',
    opennessLabel: '开放类型',
  }),
  oportal('sichuan-yibin', '511500', 'http://data.jjhxxhj.yibin.gov.cn/oportal'),
  oportal('sichuan-dazhou', '511700', 'http://dazhoudata.cn/oportal'),
  oportal('sichuan-yaan', '511800', 'https://www.yaandata.com/oportal'),
  oportal('ningxia', '640000', 'https://opendata.nx.gov.cn/portal'),
  oportal('anhui-suzhou', '341300', 'https://www.ahsz.gov.cn/oportal', { opennessLabel: '开放类型' }),
  oportal('anhui-luan', '341500', 'https://data.luan.gov.cn/oportal', { opennessLabel: '开放类型' }),
  oportal('liaoning', '210000', 'http://data.ln.gov.cn/oportal', { modifiedLabel: '数据更新时间' }),
  oportal('liaoning-shenyang', '210100', 'http://data.shenyang.gov.cn/oportal', { fileCountLabel: '文件量' }),
  oportal('heilongjiang-harbin', '230100', 'http://data.harbin.gov.cn/oportal'),
  oportal('jiangsu-taizhou', '321200', 'http://opendata.taizhou.gov.cn/oportal', {
    head: 'panel',
    hiddenId: true,
    opennessLabel: '开放状态',
    modifiedLabel: '最后更新时间',
  }),
  oportal(
    'jiangsu-suqian',
    '321300',
    'https://data.suqian.gov.cn/oportal',
    {
      head: 'panel',
      hiddenId: true,
      opennessLabel: '开放状态',
      modifiedLabel: null,
    },
    'HEX32',
  ),
  oportal('hubei-jingzhou', '421000', 'http://data.jingzhou.gov.cn:10097/oportal', { head: 'panel' }),
];
