/**
 * Real entries as things: the rows that a peer's crawler kept, one file a platform, with the peer's labels mapped
 * back to neutral words, so that they travel once more through the true wire. Rows stay in order with their
 * repeats; a row without an address of its own gets an identifier from its whole content, so that equal rows are
 * one thing, as the samples' own figures have it.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { shared } from '../shared.ts';
import { PLATFORMS } from './platforms.ts';
import { bareThing, type IdShape, identifier, type SampledThing } from './thing.ts';

type Row = Record<string, unknown>;

/** The peer's labels for each thing one can say; the first that a row has counts. */
const LABELS = {
  title: ['标题', '资源名称', '数据集名称', '目录名称', '名称', 'subjectBaseName'],
  description: [
    '描述',
    '数据摘要',
    '资源描述',
    '内容简介',
    '资源摘要',
    '数据简介',
    '摘要',
    '摘要描述',
    '摘要信息',
    '简介',
    'tableRemark',
  ],
  publisher: [
    '来源部门',
    '数据提供方',
    '所属单位',
    '提供机构',
    '资源提供方',
    '机构分类',
    '提供单位',
    '所属部门',
    '数源单位',
    '提供方',
    '数据来源',
    'orgName',
  ],
  themes: [
    '重点领域',
    '主题名称',
    '所属主题',
    '主题分类',
    '领域名称',
    '数据主题',
    '开放主题',
    '数据领域',
    '所属领域',
    '主题领域',
    '主题',
    'fieldName',
  ],
  industry: ['所属行业', '行业类型', '行业分类', '数据行业', '行业名称', 'industry', '领域'],
  keywords: ['标签', '数据标签', '资源标签', '关键字', '关键词', 'label'],
  issued: ['发布时间', '创建时间', '数据集创建时间', '首次发布日期', '发布日期', 'releaseTime'],
  modified: [
    '更新时间',
    '最后更新时间',
    '最后更新',
    '资源更新日期',
    '数据集更新时间',
    '更新日期',
    '最近更新',
    'updateTime',
  ],
  frequency: ['更新频率', '更新周期', '资源更新频率', '更新频度', 'frequency'],
  openness: ['开放条件', '开放类型', '开放状态', '开放属性', '开放方式', '是否向社会开放', 'openTypeName'],
  formats: ['数据格式', '资源格式', '数据类型', 'dataType'],
  phone: ['部门电话', '联系电话', '技术支持电话', 'orgPhone'],
  email: ['部门邮箱', '技术支持邮箱', 'orgEmail'],
  contactName: ['联系人'],
  scenario: ['应用场景'],
  version: ['版本号'],
  address: ['详情页网址', 'url'],
} as const;

const SECOND_THEMES = ['国家主题分类', '数据领域', '开放领域'] as const;

const FORMAT_WORDS: Record<string, string> = { 接口: 'api', 链接: 'link', 其他: 'other' };

/** Native identifiers as they stand in addresses. */
const ID_IN_ADDRESS: Record<IdShape, RegExp | null> = {
  hex32: /([0-9a-f]{32})(?:&type=opendata)?$/,
  HEX32: /([0-9A-Fa-f]{32})$/,
  uuid: /([0-9a-f]{8}-[0-9a-f-]{27})$/,
  snowflake: /(\d{15,19})$/,
  mlbh: /\/([^/]+%2F[^/]+)$/,
  serial: /(?:id=?|\/detail\/)(\d+)$/i,
  // The one address that all of Shanghai's rows carry is the first row's.
  shanghai: null,
  // Of none of these are there real rows.
  zyml: null,
  sjj: null,
  trs: null,
};

const stated = (row: Row, what: keyof typeof LABELS): unknown => {
  const label = LABELS[what].find((each) => each in row);
  return label === undefined ? undefined : row[label];
};

const text = (row: Row, what: keyof typeof LABELS): string | null => {
  const value = stated(row, what);
  return value === undefined || value === null ? null : String(value);
};

/** A list, be it one, a text with line breaks or commas between, or Python's spelling of a list. */
function list(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string' || value === '') return [];
  if (/^\[(?:'|\])/.test(value)) return [...value.matchAll(/'([^']*)'/g)].map((match) => match[1]!);
  return value
    .replace(/^\[(.*)\]$/s, '$1')
    .split(/\s*\r\n\s*|,/)
    .filter((each) => each.trim() !== '');
}

function volumeOf(row: Row): SampledThing['volume'] {
  for (const [label, of] of [
    ['数据量', 'rows'],
    ['dataNumSum', 'rows'],
    ['数据容量', 'rows'],
    ['数据条数', 'rows'],
    ['文件数', 'files'],
    ['接口数', 'apis'],
  ] as const) {
    if (row[label] !== undefined && row[label] !== null) return { of, text: String(row[label]) };
  }
  return null;
}

/** What the portals print where a row has nothing: no theme, no industry, no contact. */
const orNull = (value: string | null | undefined): string | null =>
  value == null || /^(?:默认主题|默认行业|暂无|)$/.test(value) ? null : value;

function thingOf(row: Row, shape: IdShape): SampledThing {
  const address = text(row, 'address') ?? '';
  const native = ID_IN_ADDRESS[shape]?.exec(address)?.[1];
  const id = native ? decodeURIComponent(native) : identifier(shape, JSON.stringify(row));
  // Some have two classifications.
  const stands = [stated(row, 'themes'), ...SECOND_THEMES.map((label) => row[label])].flat();
  const themes = [...new Set(stands.flatMap((each) => orNull(each as string | null) ?? []))];
  return {
    ...bareThing(id, text(row, 'title') ?? ''),
    description: text(row, 'description'),
    publisher: text(row, 'publisher'),
    themes,
    industry: orNull(text(row, 'industry')),
    keywords: list(stated(row, 'keywords')),
    issued: text(row, 'issued'),
    modified: text(row, 'modified'),
    frequency: text(row, 'frequency'),
    openness: text(row, 'openness'),
    formats: list(stated(row, 'formats')).map((format) => FORMAT_WORDS[format] ?? format.toLowerCase()),
    volume: volumeOf(row),
    contact: {
      name: text(row, 'contactName'),
      phone: orNull(
        text(row, 'phone') ?? (/[@]/.test(String(row.联系方式)) ? null : ((row.联系方式 as string) ?? null)),
      ),
      email: orNull(text(row, 'email') ?? (/[@]/.test(String(row.联系方式)) ? String(row.联系方式) : null)),
    },
    scenario: text(row, 'scenario'),
    version: text(row, 'version'),
  };
}

/** The folder of real rows; asked for once, as its absence is told in a loud line. */
let folder: { path: string | undefined } | undefined;
const fileOf = (name: string): string | undefined => {
  folder ??= { path: shared('platforms/samples') };
  const file = `${folder.path}/${name}.jsonl.gz`;
  return folder.path !== undefined && existsSync(file) ? file : undefined;
};

/** Platforms of ours that have real rows; empty where the reference data is not there. */
export function sampledPlatforms(): string[] {
  return PLATFORMS.map((platform) => platform.id).filter((id) => fileOf(id) !== undefined);
}

/**
 * The real rows of a platform, or undefined where there are none. `snapshot` names an earlier state, as
 * `anhui-suzhou@3d0c589`.
 */
export function sampledThings(platform: string, snapshot?: string): SampledThing[] | undefined {
  const file = fileOf(snapshot ? `older/${snapshot}` : platform);
  const shape = PLATFORMS.find((each) => each.id === platform)?.shape;
  if (file === undefined || shape === undefined) return undefined;
  return gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => thingOf(JSON.parse(line) as Row, shape));
}
