/** Zhoushan (sheet 12): fifty rows a page, details by POST with all in the address, domains as lists of codes. */
import type { SampledThing } from '../../../thing.ts';
import {
  carries,
  day,
  forbidden,
  isJson,
  json,
  jsonBody,
  notAllowed,
  unsupported,
  type Wire,
  whole,
} from '../../../wire.ts';

const PATH = '/catalog/dataOpen/';
const DOMAINS = [
  '信用服务 医疗卫生 社保就业 公共安全 城建住房 交通运输 教育文化 科技创新 资源能源 生态环境 工业农业',
  '商贸流通 财税金融 安全生产 市场监督 社会救助 法律服务 生活服务 气象服务 地理空间 机构团体',
].flatMap((line) => line.split(' '));
const codeOfDomain = (theme: string): string => {
  const at = DOMAINS.indexOf(theme);
  return at < 0 ? '99' : String(at + 1);
};

const detail = (thing: SampledThing) => ({
  id: Number(thing.id),
  resName: thing.title,
  resSummary: thing.description,
  // The second is of every thing here: a list has to be read as one.
  datadomain: [...thing.themes.map(codeOfDomain), '18'].join(','),
  dataCount: thing.volume?.text ?? null,
  idPocName: thing.publisher,
  resFormatName: thing.formats.join(','),
  createDate: day(thing.issued),
  updateDate: day(thing.modified),
});

export const zhoushan: Wire = (asked, listing) => {
  if (!asked.path.startsWith(PATH)) return undefined;
  const call = asked.path.slice(PATH.length);
  const kind = call === 'otherPage' ? 'list' : 'detail';
  if (asked.method !== 'POST') return notAllowed(kind);
  if (!carries(asked, { referer: /zhoushan/ })) return forbidden(kind);
  if (kind === 'list') {
    if (!isJson(asked)) return unsupported('list', asked.path);
    const body = jsonBody(asked.body);
    if (typeof body?.param !== 'object') return json('list', { code: 500, msg: 'param 不能为空' });
    const size = Math.min(50, Math.max(1, whole(body.pageSize, 10)));
    const number = Math.max(1, whole(body.pageNo, 1));
    const records = listing
      .slice((number - 1) * size, size)
      .map(({ id, title }) => ({ id: id === '' ? null : Number(id), resName: title }));
    return json('list', { code: 200, data: { pages: Math.ceil(listing.total / size), records } });
  }
  if (call !== 'selectOne') return undefined;
  const structured = asked.query.get('isStructuredData') === '1';
  const thing = structured ? listing.get(asked.query.get('id') ?? '') : undefined;
  return json('detail', { code: 200, data: thing ? detail(thing) : null });
};
