/**
 * The exchangeopengateway (sheet 05): JSON over POST with pinyin keys, identifiers with a slash, and an appCode
 * that the home page's script holds; the gateway answers with an error body where it is wrong.
 */
import { identifier, type SampledThing } from '../../thing.ts';
import {
  type Answer,
  codeOf,
  epoch,
  html,
  isJson,
  json,
  jsonBody,
  page,
  type Site,
  unsupported,
  type Wire,
  whole,
} from '../../wire.ts';

/** What of the answer differs from city to city. */
export interface GatewayVariant {
  title: 'xxzymc' | 'mlmc';
  theme: 'ssztlmmc' | 'sslymc';
  industry: 'ssqtlmmc' | 'sshy';
  dates: boolean;
  volume: boolean;
  phone: 'zjhm' | 'sjhm' | null;
  keywords: boolean;
  description: 'zyzy' | 'xxzymc' | null;
  /** Formats as one string in the detail (Deyang, Ganzi); else codes in the list row. */
  formatsInDetail: boolean;
  halfYear: boolean;
  /** Where the home page with its script lies. */
  home: string;
}

const FREQUENCY = { '01': '每日', '02': '每周', '03': '每月', '04': '季度', '05': '年', '06': '半年' };
const FILE_CODES: Record<string, string> = { csv: '10', xlsx: '04', xls: '04', xml: '08', json: '09' };

const row = (thing: SampledThing) => ({
  mlbh: thing.id,
  mlmc: thing.title,
  xxzytgf: thing.publisher,
  wjlx: thing.formats.flatMap((format) => FILE_CODES[format] ?? []),
});

function detail(thing: SampledThing, variant: GatewayVariant): Record<string, unknown> {
  const code = codeOf(FREQUENCY, thing.frequency);
  const known = code !== '06' || variant.halfYear;
  return {
    mlbh: thing.id,
    [variant.title]: thing.title,
    xxzytgf: thing.publisher,
    [variant.theme]: thing.themes[0] ?? null,
    [variant.industry]: thing.industry,
    ...(variant.dates ? { fbrq: epoch(thing.issued), gxrq: epoch(thing.modified) } : {}),
    kflx: thing.openness === '无条件开放' ? '02' : thing.openness === null ? null : '01',
    // A word the codebook lacks has a code of its own that no legend explains.
    gxzq: thing.frequency === null ? null : known && code ? code : '99',
    ...(variant.volume ? { sjl: thing.volume?.text.replaceAll(',', '') ?? null } : {}),
    ...(variant.phone ? { [variant.phone]: thing.contact.phone } : {}),
    ...(variant.keywords ? { mlbqmcList: thing.keywords } : {}),
    ...(variant.description ? { [variant.description]: thing.description } : {}),
    ...(variant.formatsInDetail ? { zygs: thing.formats.join('\\') } : {}),
  };
}

const refused = (kind: Answer['kind']): Answer =>
  json(kind, { code: '401', msg: 'appCode校验失败', success: false, data: null });

export function exchangeOpenGateway(site: Site, variant: GatewayVariant): Wire {
  const appCode = identifier('hex32', `appCode of ${site.origin}`);
  const script = `<script>var _appId="${appCode}";window.appCode="${appCode}";document.cookie="_appId="+_appId+";path=/";</script>`;
  return (asked, listing) => {
    if (asked.path === variant.home) {
      return html('other', page(site.title, `<div id="app"></div>${script}`));
    }
    if (asked.path === '/exchangeopengateway/v1.0/mh/sjml/getMlxxList') {
      if (asked.method !== 'POST') return json('list', { status: 405, error: 'Method Not Allowed' }, 405);
      if (!isJson(asked)) return unsupported('list', asked.path);
      if (asked.headers.appcode !== appCode) return refused('list');
      const body = jsonBody(asked.body);
      if (!body) return json('list', { code: '500', msg: '参数格式错误', data: null });
      const size = Math.min(50, Math.max(1, whole(body.pageSize, 10)));
      const number = Math.max(1, whole(body.pageNo, 1));
      return json('list', {
        code: '200',
        data: {
          totalPage: Math.ceil(listing.total / size),
          rows: listing.slice((number - 1) * size, size).map(row),
        },
      });
    }
    if (asked.path === '/exchangeopengateway/v1.0/mlxx/getSjmlxq') {
      if (asked.query.get('appCode') !== appCode) return refused('detail');
      const thing = listing.get(asked.query.get('mlbh') ?? '');
      return json('detail', { code: '200', data: thing ? detail(thing, variant) : null });
    }
    return undefined;
  };
}
