/** The platforms' words against the code lists, field by field. */
import { describe, expect, it } from 'vitest';
import type { Field, RawValue, StatedDistribution } from '../../config/record.ts';
import { VOCABULARIES, vocabulary } from '../../config/vocabularies.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { source, statement } from './statements.ts';

const read = (fields: Partial<Record<Field, RawValue>>, change = {}): Entry =>
  normalize(source(change), statement(fields));

describe('the code lists', () => {
  it.each(VOCABULARIES)('%s give each word to one code only', (name) => {
    const owner = new Map<string, string>();
    for (const { code, zh, aliases } of vocabulary(name)) {
      for (const word of new Set([code, zh, ...aliases].map((each) => each.toLowerCase()))) {
        expect(owner.get(word) ?? code, word).toBe(code);
        owner.set(word, code);
      }
    }
    expect(new Set(vocabulary(name).map(({ code }) => code)).size).toBe(vocabulary(name).length);
  });
});

describe('frequency', () => {
  it.each([
    ['每年', 'ANNUAL', 'P1Y'],
    ['年', 'ANNUAL', 'P1Y'],
    ['每季度(更新说明:暂无新业务数据产生)', 'QUARTERLY', 'P3M'],
    ['实时', 'UPDATE_CONT', undefined],
    ['小时级', 'HOURLY', 'PT1H'],
    ['每 2 日', 'OTHER', 'P2D'],
    ['每 3 月', 'QUARTERLY', 'P3M'],
    ['每 6 月', 'ANNUAL_2', 'P6M'],
    ['每 121 日', 'OTHER', 'P121D'],
    ['每两年', 'BIENNIAL', 'P2Y'],
    ['每7天', 'WEEKLY', 'P7D'],
    ['不定期', 'IRREG', undefined],
    ['静态数据', 'NEVER', undefined],
    ['R/P1M', 'MONTHLY', 'P1M'],
    ['http://publications.europa.eu/resource/authority/frequency/MONTHLY', 'MONTHLY', 'P1M'],
    ['Monthly', 'MONTHLY', 'P1M'],
    ['每 null null', null, undefined],
    ['每 0 日', null, undefined],
    ['7', null, undefined],
  ])('%s is %s', (word, code, duration) => {
    const { frequency, raw, remarks } = read({ frequency: word });
    expect(frequency?.code).toBe(code);
    expect(frequency?.duration).toBe(duration);
    expect(frequency?.raw).toBe(word);
    expect(raw.frequency).toBe(word);
    expect(remarks.length).toBe(code === null ? 1 : 0);
  });

  it.each(['暂无', 'null', '', '——', 'undefined'])('%j is not said', (word) => {
    expect(read({ frequency: word }).frequency).toBeUndefined();
    expect(read({ frequency: word }).remarks).toEqual([]);
  });
});

describe('openness', () => {
  it.each([
    ['无条件开放', 'unconditional', undefined],
    ['无条件开发', 'unconditional', undefined],
    ['无条件共享', 'unconditional', undefined],
    ['有条件', 'conditional', undefined],
    ['依申请开放', 'on-application', undefined],
    ['需要场景数据申请校验', 'on-application', '需要场景数据申请校验'],
    ['涉及个人信息数据项有条件开放', 'conditional', '涉及个人信息数据项有条件开放'],
    ['禁止开放', 'closed', undefined],
    ['用于数据校验', 'unknown', undefined],
    ['浙江省数据开放平台开放', 'unknown', undefined],
    ['业务协同', 'unknown', '业务协同'],
  ])('%s is %s', (word, openness, conditions) => {
    expect(read({ openness: word }).openness).toEqual({
      class: openness,
      raw: word,
      ...(conditions === undefined ? {} : { conditions }),
    });
  });

  it('is not said by 无 or 暂无, and decided by the conditions where the class says nothing', () => {
    expect(read({ openness: '无' }).openness).toBeUndefined();
    expect(read({ openness: '可开放', openConditions: '需申请' }).openness).toEqual({
      class: 'on-application',
      conditions: '需申请',
      raw: '可开放',
    });
    expect(read({ openness: '有条件开放', openConditions: '实名注册' }).openness).toEqual({
      class: 'conditional',
      conditions: '实名注册',
      raw: '有条件开放',
    });
    expect(
      read({ accessRights: 'http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC' })
        .accessRights,
    ).toBe('non-public');
    expect(read({ accessRights: 'private' }).accessRights).toBe('non-public');
    expect(read({ openness: '不予开放' }).accessRights).toBe('non-public');
    expect(read({ sharing: '有条件共享', sharingConditions: '公安部门' }).sharing).toEqual({
      class: 'conditional',
      conditions: '公安部门',
      raw: '有条件共享',
    });
  });
});

describe('formats', () => {
  it.each([
    ["['xls', 'csv']", ['xls', 'csv']],
    [
      ['XLSX', 'json'],
      ['xlsx', 'json'],
    ],
    ['[csv,json,rdf]', ['csv', 'json', 'rdf']],
    ['xls,xml、json', ['xls', 'xml', 'json']],
    ['数据库-mysql', ['table']],
    ['Powerpoint', ['ppt']],
    ['HTTP', ['api']],
    ['数据库:其他', ['table']],
    ['电子表格-xlsx', ['xlsx']],
    ['电子文件-其他', ['file']],
    ['接口', ['api']],
    ['http', ['api']],
    ['链接', ['link']],
    ['kingbaseES', ['table']],
    ['text/csv', ['csv']],
    ['application/json;charset=UTF-8', ['json']],
    ['.pdf', ['pdf']],
    ['XLSX,CSV', ['xlsx', 'csv']],
    ['CSV/JSON/XML', ['csv', 'json', 'xml']],
    ['Excel文件', ['xls']],
    ['JSON格式', ['json']],
    ['电子表格/xlsx', ['xlsx']],
    ['xls和csv', ['xls', 'csv']],
    ['[]', []],
    ['暂无', []],
    ['03,0310', ['table']],
    ['03,0410', []],
    ['07,0710', []],
  ])('%j is %j', (value, formats) => {
    expect(read({ formats: value }).distributions.map(({ format }) => format)).toEqual(formats);
  });

  it('have their IANA media types, and say what was not understood', () => {
    expect(read({ formats: 'csv' }).distributions).toEqual([{ format: 'csv', mediaType: 'text/csv' }]);
    expect(read({ formats: '03,0310' }).remarks).toEqual([
      { field: 'formats', code: 'inferred', raw: '03,0310' },
    ]);
    expect(read({ formats: '07,0710' }).remarks).toEqual([
      { field: 'formats', code: 'not-understood', raw: '07,0710' },
    ]);
  });

  it('of one resource are each that it names, or what its address ends in', () => {
    const file = 'https://d.example.org/f/1';
    const of = (distribution: StatedDistribution) =>
      normalize(source(), statement({}, { distributions: [distribution] }));
    expect(of({ format: 'XLSX,CSV', downloadUrl: file }).distributions).toMatchObject([
      { format: 'xlsx', downloadUrl: file },
      { format: 'csv', downloadUrl: file },
    ]);
    const ended = of({ accessUrl: 'https://d.example.org/f/a.geojson?x=1' });
    expect(ended.distributions).toMatchObject([{ format: 'geojson' }]);
    expect(ended.remarks).toContainEqual({ field: 'distributions', code: 'inferred', raw: 'geojson' });
    expect(of({ accessUrl: 'https://d.example.org/view.html' }).distributions).toEqual([
      { accessUrl: 'https://d.example.org/view.html' },
    ]);
  });

  it('join the stated distributions', () => {
    const { distributions, remarks } = normalize(
      source(),
      statement(
        { formats: 'csv,xlsx' },
        {
          distributions: [
            { title: '停车场.csv', downloadUrl: '/file/1.csv?x=1', byteSize: '1.5 MB', rows: '1,200' },
            { format: 'API', accessUrl: 'https://api.example.org/p' },
            { accessUrl: 'javascript:alert(1)' },
            {},
          ],
        },
      ),
    );
    expect(distributions).toEqual([
      {
        title: '停车场.csv',
        downloadUrl: 'https://data.example.org/file/1.csv?x=1',
        format: 'csv',
        mediaType: 'text/csv',
        byteSize: 1_572_864,
        rows: 1200,
      },
      { accessUrl: 'https://api.example.org/p', format: 'api' },
      { format: 'xlsx', mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
    ]);
    expect(remarks).toContainEqual({
      field: 'distributions',
      code: 'not-understood',
      raw: 'javascript:alert(1)',
    });
  });
});

describe('themes and industry', () => {
  it.each([
    ['交通运输', ['transport']],
    ['文化、卫生、体育', ['education', 'health']],
    ['城乡建设、环境保护', ['housing', 'environment']],
    ['政法、监察', ['law']],
    ['文化、体育，旅游、服务业', ['education', 'trade']],
    ["['公共服务', '信用体系']", ['living', 'credit']],
    ['公共安全、城建住房、生活服务', ['safety', 'housing', 'living']],
    ['财政综合类', ['finance']],
    ['气象 水文 测绘 地震', ['weather', 'geography']],
    ['默认主题', []],
    ['[]', []],
    ['怪力乱神', [null]],
    ['Transport', ['transport']],
  ])('%s is %j', (value, codes) => {
    expect(read({ theme: value }).themes.map(({ code }) => code)).toEqual(codes);
  });

  it('are read in DCAT-AP by address and by name', () => {
    const entry = read({
      theme: [
        'http://publications.europa.eu/resource/authority/data-theme/ENVI',
        'Justice, legal system and public safety',
      ],
    });
    expect(entry.themes.map(({ code }) => code)).toEqual(['environment', null]);
    expect(entry.dcatThemes).toEqual(['ENVI', 'JUST']);
    expect(entry.remarks).toEqual([]);
  });

  it.each([
    ['农、林、牧、渔业', 'A'],
    ['农林牧渔业', 'A'],
    ['公共管理、社会保障', 'S'],
    ['信息传揄、软件和信息技术服务业', 'I'],
    ['教育', 'P'],
    ['T', 'T'],
  ])('%s is section %s', (value, code) => {
    expect(read({ industry: value }).industry).toEqual({ code, raw: value });
  });

  it("read one field's words in the other's place", () => {
    const crossed = read({ theme: '采矿业', industry: '生活服务' });
    expect(read({ theme: '交通运输、仓储和邮政业' }).industry).toEqual({
      code: 'G',
      raw: '交通运输、仓储和邮政业',
    });
    expect(crossed.themes.map(({ code }) => code)).toContain('living');
    expect(crossed.remarks).toEqual([]);
  });
});

describe('volume', () => {
  it.each([
    ['3,800', { rows: 3800 }],
    [12, { rows: 12 }],
    ['1.2万条', { rows: 12_000 }],
    ['15MB', { bytes: 15 * 2 ** 20 }],
    ['3个文件', { files: 3 }],
    ['2个接口', { apis: 2 }],
    ['很多', { raw: '很多' }],
    ['-5', { raw: '-5' }],
  ])('%j is %j', (value, volume) => {
    expect(read({ volume: value }).volume).toEqual(volume);
  });

  it('has rows, files and interfaces apart', () => {
    expect(read({ rows: '1,000', fileCount: 2, apiCount: '1' }).volume).toEqual({
      rows: 1000,
      files: 2,
      apis: 1,
    });
  });
});

describe('the rest', () => {
  it.each([
    ['市司法局', '450100'],
    ['自治区统计局', '450000'],
    ['青秀区民政局', '450103'],
    ['中共横州市委组织部', '450181'],
    ['桂林市司法局', '450300'],
    ['江苏省统计局', '320000'],
    ['县教育局', undefined],
    ['国家统计局', '100000'],
    ['国家统计局南宁调查队', '450100'],
    ['大数据发展局', '450100'],
  ])('%s is an office of %s', (publisher, region) => {
    const { office: _, ...stated } = read({ publisher }).publisher ?? { name: '' };
    expect(stated).toEqual({ name: publisher, ...(region === undefined ? {} : { region }) });
  });

  it('leave open whose a bare city office is at a province, unless the province is a city', () => {
    expect(read({ publisher: '市司法局' }, { region: '450000' }).publisher?.region).toBeUndefined();
    expect(read({ publisher: '市司法局' }, { region: '110000' }).publisher?.region).toBe('110000');
  });

  it.each([
    [{ spatial: '青秀区' }, '450103'],
    [{ spatial: '朝阳区' }, '450100'],
    [{ spatialCode: '450103000000' }, '450103'],
    [{ spatialCode: 450103 }, '450103'],
    [{ title: '【兴宁区】公厕' }, '450102'],
    [{ title: '（一）公厕' }, '450100'],
  ])('%j is in %s', (fields, code) => {
    expect(read(fields).spatial.code).toBe(code);
  });

  it.each([
    ['2019-2022', '2019', '2022'],
    ['2021年1月至2022年12月', '2021-01', '2022-12'],
    ['2020-01-01/2020-12-31', '2020-01-01', '2020-12-31'],
    ['2020-01-01 ~ 2020-12-31', '2020-01-01', '2020-12-31'],
    ['2020年', '2020', '2020'],
    ['长期', undefined, undefined],
  ])('%s covers %s to %s', (temporal, start, end) => {
    expect(read({ temporal }).temporal).toMatchObject({ raw: temporal });
    expect([read({ temporal }).temporal?.start, read({ temporal }).temporal?.end]).toEqual([start, end]);
  });

  it('tell the kind and the mode', () => {
    expect(read({ formats: '接口' }).kind).toBe('api');
    expect(read({ title: '停车场接口服务' }).kind).toBe('api');
    expect(read({ formats: '接口,csv' }).kind).toBe('dataset');
    expect(read({ kind: '数据产品' }).kind).toBe('product');
    expect(read({}, { kind: 'operation-zone' }).kind).toBe('product');
    expect(read({ mode: '授权运营' }).mode).toBe('authorised-operation');
    expect(read({}).mode).toBe('opening');
  });

  it('read terms of use', () => {
    expect(read({ license: 'https://creativecommons.org/licenses/by/4.0/' }).license?.code).toBe('CC-BY-4.0');
    expect(read({ license: '平台条款' }).license).toEqual({ code: null, raw: '平台条款' });
    expect(read({ fee: '免费' }).fee).toEqual({ free: true, raw: '免费' });
    expect(read({ fee: '协议定价' }).fee).toEqual({ free: false, raw: '协议定价' });
    expect(
      read({ registrationCode: 'GX-1', registrationType: '首次登记', registrationValidUntil: '2028-01-01' })
        .registration,
    ).toEqual({ code: 'GX-1', type: '首次登记', typeCode: 'first', validUntil: '2028-01-01' });
  });

  it('reach offices and not people', () => {
    const entry = read({
      contactPhone: '王芳 89289913/13612349246',
      contactEmail: 'wf@126.com',
      contactName: '王芳',
    });
    expect(entry.contact).toEqual({ phone: '89289913、136****9246', email: 'wf@126.com' });
    expect(entry.raw.contactPhone).toBe('89289913、136****9246');
    expect(JSON.stringify(entry)).not.toContain('王芳');
    expect(read({ contactPhone: '暂无联系方式' }).contact).toBeUndefined();
    expect(read({ contactPhone: 'data@gx.gov.cn' }).contact).toEqual({ email: 'data@gx.gov.cn' });
    expect(read({ contactPhone: '133****6519' }).contact).toEqual({ phone: '133****6519' });
    expect(read({ contactPhone: '\r\n0591-83366690、87628397' }).contact?.phone).toBe(
      '0591-83366690、87628397',
    );
  });
});
