/**
 * The one table of coded errors. A code says what went wrong; its row says what follows from it: the HTTP
 * status the API answers with, whether and when trying again can help, and who is to act. The run's policy,
 * the API and the CLI read this table; nothing decides by a message's wording.
 */

import { SOURCE_ERRORS } from '../registry/source-errors.ts';
import { FILE_ERRORS } from './of-files.ts';
import { NOTICE_ERRORS } from './of-notices.ts';
import { type ErrorRule, rule } from './rule.ts';

export type { Blame, ErrorRule, Retry } from './rule.ts';

export const ERRORS = {
  // The network and the host
  'source.unreachable': rule(502, 'later', 'source', '无法连接来源', 'The source cannot be reached'),
  'source.timeout': rule(504, 'later', 'source', '来源响应超时', 'The source did not answer in time'),
  'source.tls': rule(
    502,
    'never',
    'source',
    '来源的证书无法验证',
    "The source's certificate cannot be verified",
  ),
  'source.throttled': rule(
    502,
    'later',
    'source',
    '来源要求放慢（429）',
    'The source asks to slow down (429)',
  ),
  'source.unavailable': rule(502, 'later', 'source', '来源暂停服务', 'The source is out of service'),
  'source.blocked': rule(
    502,
    'never',
    'source',
    '来源拒绝访问（403 或验证页）',
    'The source refuses us (403 or a challenge page)',
  ),
  'source.login-needed': rule(502, 'never', 'source', '来源要求登录', 'The source asks for a login'),
  'source.moved': rule(502, 'never', 'source', '来源已迁移', 'The source has moved'),
  'source.not-found': rule(502, 'never', 'source', '来源没有这个地址', 'The source has no such address'),
  'source.refused': rule(502, 'never', 'source', '来源拒绝请求', 'The source refused the request'),
  'source.robots': rule(502, 'never', 'source', 'robots.txt 不允许采集', 'robots.txt does not allow this'),
  'source.private-address': rule(
    502,
    'never',
    'source',
    '地址在内部网络，未经配置不得访问',
    'A private address that the configuration does not name',
  ),
  'source.too-large': rule(502, 'never', 'source', '响应超过大小上限', 'The answer exceeds the size limit'),
  'source.cut': rule(502, 'later', 'source', '响应中途中断', 'The answer was cut off'),
  // What came back
  'source.not-json': rule(
    502,
    'later',
    'source',
    '应为 JSON，得到的不是',
    'JSON was expected, something else came',
  ),
  'source.not-xml': rule(
    502,
    'later',
    'source',
    '应为 XML，得到的不是',
    'XML was expected, something else came',
  ),
  'source.not-rdf': rule(502, 'later', 'source', '无法解析 RDF', 'The RDF cannot be read'),
  'source.unknown-context': rule(
    502,
    'never',
    'source',
    'JSON-LD 引用了本地未收录的上下文',
    'The JSON-LD names a context that is not kept here',
  ),
  'source.charset': rule(502, 'never', 'source', '字符编码不符', 'The text is not in the charset it claims'),
  'source.charset-mislabelled': rule(
    502,
    'never',
    'source',
    '来源声明的字符编码有误，已按实际编码读取',
    'The source names a wrong charset; it was read by its bytes',
  ),
  'source.answer-failed': rule(
    502,
    'later',
    'source',
    '来源在 200 响应中报告失败',
    'The source reports a failure inside a 200 answer',
  ),
  'source.shape-changed': rule(502, 'never', 'source', '来源的格式已改变', 'The source changed its format'),
  ...FILE_ERRORS,
  ...SOURCE_ERRORS,
  ...NOTICE_ERRORS,
  // The listing as a whole
  'listing.page-repeated': rule(
    502,
    'later',
    'source',
    '分页重复返回同一页',
    'The same page came back again',
  ),
  'listing.endless': rule(502, 'never', 'source', '翻页没有尽头', 'The pages have no end'),
  'listing.empty': rule(502, 'later', 'source', '目录为空', 'The catalogue came back empty'),
  'listing.short': rule(502, 'later', 'source', '列表少于声明的总数', 'Fewer rows came than were declared'),
  'listing.unsettled': rule(
    502,
    'later',
    'source',
    '列表重复且每次不同，可能有遗漏',
    'Rows repeat and come otherwise each time: others may be missing',
  ),
  'listing.surplus': rule(502, 'never', 'source', '列表多于声明的总数', 'More rows came than were declared'),
  'listing.shrunk': rule(
    502,
    'never',
    'source',
    '目录条目大量消失，删除待人工确认',
    'The catalogue lost more entries than go without a person',
  ),
  'listing.grown': rule(
    502,
    'never',
    'source',
    '目录条目骤增，待人工确认',
    'The catalogue grew by more entries than go without a person',
  ),
  'listing.filter-not-honoured': rule(
    502,
    'never',
    'source',
    '来源不遵守“自某时以来变更”的筛选，已改为每次全列',
    'The source does not honour its filter by date of change: everything is listed from now on',
  ),
  'listing.filter-unchecked': rule(
    502,
    'later',
    'source',
    '未能核对变更筛选是否可信',
    'Whether the filter by date of change is honoured could not be checked',
  ),
  'listing.rekeyed': rule(
    502,
    'never',
    'source',
    '来源更换了条目标识，已按内容对应',
    'The source gave its entries new ids; they were recognised by content',
  ),
  'listing.cursor-invalid': rule(
    422,
    'never',
    'us',
    '断点无法识别，从头开始',
    'The cursor cannot be read; start over',
  ),
  // One record
  'record.no-id': rule(422, 'never', 'record', '记录没有标识', 'The record has no identifier'),
  'record.no-title': rule(422, 'never', 'record', '记录没有标题', 'The record has no title'),
  'record.unreadable': rule(422, 'never', 'record', '记录无法解析', 'The record cannot be read'),
  'record.unlistable': rule(
    422,
    'later',
    'record',
    '来源列不出该记录，它所在的列表页因此失败',
    'The source cannot list this record: its list page fails with it',
  ),
  'record.withdrawn': rule(
    422,
    'never',
    'record',
    '来源标明该记录已删除或未公开',
    'The source itself marks the record as deleted, or as not public',
  ),
  'record.own': rule(
    422,
    'never',
    'record',
    '该记录出自本目录，经其他汇目转回',
    'The record began here, or came through here, and has come round',
  ),
  'record.detail-missing': rule(422, 'later', 'record', '详情不存在', 'The detail is gone'),
  'record.detail-failed': rule(422, 'later', 'record', '详情获取失败', 'The detail could not be fetched'),
  'record.invalid': rule(
    422,
    'never',
    'record',
    '记录不符合目录模式',
    "The record does not fit the catalogue's schema",
  ),
  'record.too-large': rule(422, 'never', 'record', '记录超过大小上限', 'The record exceeds the size limit'),
  // Runs
  'run.deadline': rule(504, 'later', 'us', '采集超过时限', 'The run exceeded its deadline'),
  'run.stopped': rule(409, 'never', 'caller', '采集已被停止', 'The run was stopped'),
  'run.already-running': rule(
    409,
    'later',
    'caller',
    '该来源正在采集',
    'This source is being harvested already',
  ),
  'run.ledger-unbalanced': rule(500, 'never', 'us', '账目不平', 'The ledger does not add up'),
  'run.taken-over': rule(
    409,
    'never',
    'us',
    '这次采集已由另一个进程接手',
    'Another worker has taken this run over',
  ),
  'run.unhandled': rule(500, 'later', 'us', '采集程序出错', 'The harvester itself failed'),
  // Configuration and callers
  'config.invalid': rule(500, 'never', 'caller', '配置有误', 'The configuration is wrong'),
  'config.unknown-family': rule(500, 'never', 'caller', '没有这个接口族', 'There is no such family'),
  'config.not-harvestable': rule(
    409,
    'never',
    'caller',
    '该来源尚无采集配置',
    'This source has no harvest configuration',
  ),
  'request.invalid': rule(400, 'never', 'caller', '请求参数有误', 'The request is not valid'),
  'request.cursor-invalid': rule(400, 'never', 'caller', '翻页游标无效', 'The cursor is not valid'),
  'request.unauthorized': rule(401, 'never', 'caller', '需要有效的密钥', 'A valid key is needed'),
  'request.forbidden': rule(
    403,
    'never',
    'caller',
    '不接受来自其他网站的操作',
    'Acts from other web sites are not accepted',
  ),
  'access.denied': rule(403, 'never', 'caller', '这把密钥无权做这件事', 'This key has no right to do that'),
  'key.unknown': rule(404, 'never', 'caller', '没有这把密钥', 'There is no such key'),
  'demand.unknown': rule(404, 'never', 'caller', '没有这条需求', 'There is no such demand'),
  'report.unknown': rule(404, 'never', 'caller', '没有这条报错', 'There is no such report'),
  'request.rate-limited': rule(429, 'later', 'caller', '请求过于频繁', 'Too many requests'),
  'request.method': rule(405, 'never', 'caller', '该地址不支持这种方法', 'This address has no such method'),
  'request.not-acceptable': rule(
    406,
    'never',
    'caller',
    '没有所要求的格式',
    'It is not to be had in any format that was asked for',
  ),
  'request.too-large': rule(413, 'never', 'caller', '请求过大', 'The request is too large'),
  'request.media-type': rule(
    415,
    'never',
    'caller',
    '不支持这种内容类型',
    'This content type is not accepted',
  ),
  'request.not-found': rule(404, 'never', 'caller', '没有这个地址', 'There is nothing at this address'),
  'entry.not-found': rule(404, 'never', 'caller', '没有这个条目', 'There is no such entry'),
  'entry.removed': rule(410, 'never', 'caller', '该条目已从来源下架', 'This entry was removed at its source'),
  'resource.not-found': rule(404, 'never', 'caller', '没有这个资源', 'There is no such resource'),
  'held.unknown': rule(404, 'never', 'caller', '没有这批待确认的下架', 'There are no such held deletions'),
  'held.decided': rule(409, 'never', 'caller', '这批下架已有决定', 'These held deletions have been decided'),
  'source.unknown': rule(404, 'never', 'caller', '没有这个来源', 'There is no such source'),
  'run.unknown': rule(404, 'never', 'caller', '没有这次采集', 'There is no such run'),
  // Ourselves
  'export.busy': rule(
    503,
    'later',
    'us',
    '正在生成的导出已达上限',
    'As many exports as may be are being made',
  ),
  'catalogue.in-use': rule(
    409,
    'later',
    'caller',
    '另一个进程正用这个数据目录采集',
    'Another process harvests into this data folder',
  ),
  'catalogue.unavailable': rule(503, 'later', 'us', '目录库暂不可用', 'The catalogue is unavailable'),
  'catalogue.newer-version': rule(
    500,
    'never',
    'us',
    '目录库由更新版本的程序写成，请升级程序',
    'The catalogue was written by a newer version of this program',
  ),
  'catalogue.older-version': rule(
    500,
    'never',
    'us',
    '目录库由较早版本的程序写成，请先重建索引',
    'The catalogue was written by an older version of this program: rebuild its indices first',
  ),
  'catalogue.own-runs': rule(
    409,
    'never',
    'caller',
    '目标目录库有自己的采集，不会被覆盖',
    'The target has harvests of its own and is not written over',
  ),
  'catalogue.conflict': rule(409, 'now', 'us', '写入冲突', 'Somebody else wrote first'),
  'queue.unavailable': rule(
    503,
    'later',
    'us',
    '任务队列（Redis）暂不可用',
    'The queue (Redis) is unavailable',
  ),
  'audit.unwritten': rule(
    500,
    'never',
    'us',
    '已执行，但未能写入审计日志',
    'It was done, but could not be written into the audit log',
  ),
  internal: rule(500, 'later', 'us', '内部错误', 'Internal error'),
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof ERRORS;

/** An error with a code of the table; `detail` says what and where, `hint` what to do about it. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly hint: string | undefined;
  /** Seconds to wait before trying again, where the source said so (Retry-After). */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { hint?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CodedError';
    this.code = code;
    this.detail = detail;
    this.hint = options.hint;
    this.retryAfter = options.retryAfter;
  }

  get rule(): ErrorRule {
    return ERRORS[this.code];
  }
}

/** Any thrown value as a coded error; what has no code yet gets `fallback`. */
export function coded(error: unknown, fallback: ErrorCode = 'internal'): CodedError {
  if (error instanceof CodedError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new CodedError(fallback, detail, { cause: error });
}
