/** Huangshi (sheet 13): everything in one answer, once with interfaces and once without; epoch seconds, codes. */
import type { SampledThing } from '../../thing.ts';
import { carries, codeOf, epoch, forbidden, json, notAllowed, type Wire } from '../../wire.ts';

const PATH = '/myapi/Datainfo/';
/** The site calls them industries. */
const THEMES = [
  '信用服务 医疗卫生 社保就业 公共安全 城建住房 交通运输 教育文化 科技创新 资源能源 生态环境 工业农业',
  '商贸流通 财税金融 安全生产 市场监督 社会救助 法律服务 生活服务 气象服务 地理空间 机构团体 其他',
].flatMap((line) => line.split(' '));
const CODES = Object.fromEntries(THEMES.map((theme, i) => [String(i + 1), theme]));

const seconds = (date: string | null): number | null => {
  const at = epoch(date);
  return at === null ? null : at / 1000;
};

const detail = (thing: SampledThing) => ({
  infoid: Number(thing.id),
  title: thing.title,
  summary: thing.description,
  tag: thing.keywords.join(','),
  departmentname: thing.publisher,
  lyid: '5',
  bshy: codeOf(CODES, thing.themes[0] ?? null) ?? '22',
  c_date: seconds(thing.issued),
  e_data: seconds(thing.modified),
  dataopen: thing.openness === null ? null : thing.openness === '无条件开放' ? '1' : '2',
  phone: thing.contact.phone,
  datafmt: thing.formats.filter((format) => format !== 'file').join(','),
});

export const huangshi: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  if (asked.method !== 'GET') return notAllowed('other');
  const call = asked.path.slice(PATH.length);
  if (!carries(asked, { referer: /\/html\// })) return forbidden(call === 'index' ? 'list' : 'detail');
  if (call === 'index') {
    const interfaces = asked.query.get('dataifa') === '1';
    const part = listing.where(({ formats }) => formats.includes('api') === interfaces);
    const list = part
      .slice(0, part.total)
      .map(({ id, title }) => ({ infoid: id === '' ? null : Number(id), title }));
    return json('list', { code: 1, data: { list } });
  }
  if (call !== 'view') return undefined;
  const thing = listing.get(asked.query.get('infoid') ?? '');
  return json('detail', { code: 1, data: thing ? detail(thing) : null });
};
