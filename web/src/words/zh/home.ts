/** Chinese words of the first page. */
export const home = {
  'home.lead': '各级公共数据平台的目录汇在一处：由哪个部门提供，以何种方式、何种条件取得，一次查清。',
  'home.resources': '资源',
  'home.entries': '目录条目',
  'home.sources': '来源',
  'home.sources.of': '{n} / {known}',
  'home.places': '地区',
  'home.places.of': '{provinces} 个省份 {cities} 个城市',
  'home.byRegion': '按地区',
  'home.byTheme': '按主题',
  'home.byMode': '按供给方式',
  'home.newest': '最近更新',
  'home.newest.all': '查看全部',
  'home.tour': '导览',
  'home.measure': '资源数',
  'home.sources.means': '已采集的来源，预期来源 {known} 个',
  'home.places.means': '有资源的省份和城市',
} as const;
