/** Believable entries from a seed, for measurements: own vocabulary, the same for the same seed. */
import { provinces } from '../../config/regions.ts';
import { type Entry, entryId } from '../../normalizer/entry.ts';

/** mulberry32: small, fast, good enough to draw words. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const OFFICES = words(`
  市场监督管理局 教育局 公安局 民政局 财政局 人力资源和社会保障局 自然资源局 生态环境局 住房和城乡建设局 交通运输局
  水利局 农业农村局 商务局 文化广电和旅游局 卫生健康委员会 应急管理局 审计局 统计局 医疗保障局 城市管理局 林业局
  气象局 税务局 消防救援支队 公共资源交易中心 大数据发展管理局 行政审批局 残疾人联合会 体育局 烟草专卖局`);
const SUBJECTS = words(`
  停车场 公共厕所 图书馆 加油站 充电桩 医疗机构 定点药店 养老机构 幼儿园 小学 中学 职业学校 培训机构 旅行社 景区 酒店 农家乐
  食品经营 药品经营 医疗器械 特种设备 建筑施工 房地产开发 物业服务 道路运输 出租汽车 公交线路 公交站点 桥梁 隧道 河流 水库
  饮用水 水质 空气质量 噪声 排污 危险废物 地质灾害 气象站 降雨量 粮食 蔬菜 生猪 农机 农药 种子 化肥 林地 古树名木 湿地
  工伤保险 养老保险 失业保险 医疗保险 低保 残疾人 高龄津贴 救助 就业 招聘 人才 科技 专利 高新技术 规模以上 中小微 非公 税收
  财政预算 政府采购 招标 土地出让 不动产 公积金 户籍 人口 婚姻 社会组织 志愿 党建 信访 统计 进出口 外资 消费 旅游 文物 非遗`);
const NOUNS = words(`
  信息 名录 名单 数据 统计 情况 清单 目录 备案 许可 行政许可 行政处罚 检查 抽检 公示 结果 位置 分布 台账 年报 明细 标准`);
const ADJECTIVES = words(
  '城镇 农村 企业 个人 公共 重点 年度 月度 基本 服务 安全 管理 监督 设施 资质 注册 变更 注销 新增 历史',
);
const ITEMS = words(
  '名称 地址 联系电话 负责人 统一社会信用代码 经度 纬度 日期 状态 数量 金额 类型 编号 备注 有效期 单位',
);
const FORMATS = words('xlsx csv json xml rdf api pdf');
const THEMES = words('A B C D E F G H I J K L M N O P Q R S T U');
const OPENNESS = ['unconditional', 'conditional', 'on-application'] as const;

/** Sources of the country: a province each and eleven cities in it. */
export interface Place {
  source: string;
  region: string;
}

export const places = (): Place[] =>
  provinces().flatMap(({ code }) => {
    const cities = Array.from(
      { length: 11 },
      (_, at) => `${code.slice(0, 2)}${String(at + 1).padStart(2, '0')}00`,
    );
    return [code, ...cities].map((region) => ({ source: `place-${region}`, region }));
  });

/** The `index`th entry of a place. */
export function generatedEntry(place: Place, index: number, random: () => number): Entry {
  const draw = <T>(list: readonly T[]): T => list[Math.floor(random() ** 1.5 * list.length)] as T;
  const some = (list: string[], most: number): string[] => [
    ...new Set(Array.from({ length: 1 + Math.floor(random() * most) }, () => draw(list))),
  ];
  const office = draw(OFFICES);
  const subject = draw(SUBJECTS);
  const adjective = random() < 0.6 ? draw(ADJECTIVES) : '';
  const noun = draw(NOUNS);
  const year = 2015 + Math.floor(random() * 10);
  const title = `${adjective}${subject}${noun}${random() < 0.2 ? `（${year}年）` : ''}`;
  const items = some(ITEMS, 10);
  const day = `${String(1 + Math.floor(random() * 12)).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`;
  const localId = `${index.toString(16).padStart(6, '0')}${Math.floor(random() * 2 ** 32).toString(16)}`;
  const openness = draw(OPENNESS);
  const theme = draw(THEMES);
  return {
    id: entryId(place.source, localId),
    source: place.source,
    localId,
    family: 'generated',
    title,
    description: `${office}提供的${title}，${subject}${draw(ADJECTIVES)}${draw(NOUNS)}，主要包括${items.join('、')}等信息，用于${draw(SUBJECTS)}${draw(NOUNS)}。`,
    publisher: { name: `${place.region}${office}` },
    kind: random() < 0.15 ? 'api' : 'dataset',
    mode: random() < 0.8 ? 'opening' : 'sharing',
    openness: { class: openness, raw: openness },
    themes: [{ code: theme, raw: theme }],
    dcatThemes: [],
    keywords: some(SUBJECTS, 4),
    issued: `${year}-${day}`,
    modified: `${year + 1}-${day}`,
    frequency: { code: draw(['ANNUAL', 'MONTHLY', 'DAILY', 'IRREG']), raw: '每年' },
    spatial: { code: place.region },
    distributions: some(FORMATS, 4).map((format) => ({
      format,
      downloadUrl: `https://data.example.org/${localId}.${format}`,
    })),
    dataItems: items.map((name) => ({ name })),
    raw: { 标题: title, 提供单位: office, 更新时间: `${year + 1}-${day}`, 所属主题: theme },
    remarks: [],
  };
}
