import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRegion, regions } from '../../../config/regions.ts';
import { reasonSaid, watchListWords } from '../../../config/watch-lists.ts';
import { Finding, WATCH_LISTS } from '../../../index/watch/finding.ts';
import { DeadOrLate, lateness } from '../../../index/watch/lists/dead-or-late.ts';
import type { Agent, Entry } from '../../../normalizer/entry.ts';
import { qualityOf } from '../../../normalizer/quality/quality.ts';
import { stateAgent } from '../../../normalizer/values/publishers.ts';
import { entryOf } from '../entries.ts';
import { NOW, ofList, storedOf, watched } from './entries.ts';

const codes = (reasons: { code: string }[]): string[] => reasons.map(({ code }) => code);
const agent = (name: string, from: string): Agent => stateAgent(name, from);

const CITIES = ['450100', '450200', '450300', '450400', '450500', '450600', '450700', '450800'];

/** Cities that have a hundred entries of their own sort, and those of these titles. */
function country(titles: Record<string, string[]>): Entry[] {
  return CITIES.flatMap((code, city) => [
    ...Array.from({ length: 100 }, (_, at) =>
      entryOf(`s${city}`, `${at}`, {
        title: `独有事物${city}之${'甲乙丙丁戊己庚辛壬癸'[at % 10]}${'子丑寅卯辰巳午未申酉'[Math.floor(at / 10)]}`,
        spatial: { code },
      }),
    ),
    ...(titles[code] ?? []).map((title, at) => entryOf(`s${city}`, `t${at}`, { title, spatial: { code } })),
  ]);
}
const served = new Set(CITIES);

describe('peer gaps', () => {
  const offered = Object.fromEntries(CITIES.slice(0, 4).map((code) => [code, ['公证机构信息']]));

  it('are kinds that a third of comparable places offer', async () => {
    const found = ofList(await watched(country(offered), { served }), 'peer-gaps');
    expect(found.map(({ region }) => region).sort()).toEqual(CITIES.slice(4));
    expect(found[0]).toMatchObject({
      title: '公证机构信息',
      certainty: 'likely',
      reasons: [{ code: 'offered-by-peers', values: { places: 4, of: 7, level: 'city' } }],
    });
    expect(found[0]?.entries).toHaveLength(4);
  });

  it('are none where the place says it otherwise, in its title or beside it, or in one of its counties', async () => {
    const titles = { ...offered, 450500: ['全市公证机构年检结果'] };
    const more = [
      entryOf('s5', 'x', {
        title: '公共法律服务',
        description: '包括公证机构名称',
        spatial: { code: '450600' },
      }),
      entryOf('s6', 'y', { title: '公证机构名录', spatial: { code: '450702' } }),
    ];
    const found = ofList(await watched([...country(titles), ...more], { served }), 'peer-gaps');
    expect(found.map(({ region }) => region)).toEqual(['450800']);
  });

  it('show what comparable places have: one of each, its own before its counties’', async () => {
    const more = ['450102', '450103', '450105'].map((code, at) =>
      entryOf('s0', `county${at}`, { title: '公证机构信息', spatial: { code } }),
    );
    const found = ofList(await watched([...country(offered), ...more], { served }), 'peer-gaps');
    expect(found[0]?.entries.toSorted()).toEqual(['s0:t0', 's1:t0', 's2:t0', 's3:t0']);
  });

  it('are said of places that are harvested, with enough entries, in company', async () => {
    const fewer = new Set(CITIES.slice(0, 7));
    const found = ofList(await watched(country(offered), { served: fewer }), 'peer-gaps');
    expect(found.map(({ region }) => region)).not.toContain('450800');
    expect(
      ofList(await watched(country(offered), { served: new Set(CITIES.slice(0, 5)) }), 'peer-gaps'),
    ).toEqual([]);
  });
});

describe('one number, many sources', () => {
  const of = (id: string, title: string, office: string, over: Partial<Entry> = {}): Entry =>
    entryOf('s', id, { title, publisher: agent(office, '450100'), spatial: { code: '450100' }, ...over });
  const found = async (...entries: Entry[]) => ofList(await watched(entries), 'one-number');

  it('is one thing of several offices of one place', async () => {
    const [one, ...more] = await found(
      of('1', '特殊教育学校名单', '市残联'),
      of('2', '南宁市特殊教育学校', '市教育局'),
    );
    expect(more).toEqual([]);
    expect(one).toMatchObject({ certainty: 'possible', entries: ['s:1', 's:2'], region: '450100' });
    expect(one?.reasons[0]?.words).toEqual(['市残联', '市教育局']);
  });

  it('is surer where the entries say the same of themselves', async () => {
    const items = { dataItems: ['学校名称', '地址', '校长', '电话'].map((name) => ({ name })) };
    const [one] = await found(
      of('1', '特殊教育学校名单', '市残联', items),
      of('2', '特殊教育学校名单', '市教育局', items),
    );
    expect(one).toMatchObject({ certainty: 'certain' });
    expect(codes(one?.reasons ?? [])).toContain('alike-data-items');
  });

  it('is not what every office has of its own', async () => {
    expect(await found(of('1', '行政处罚信息', '市残联'), of('2', '行政处罚信息', '市教育局'))).toEqual([]);
    expect(await found(of('1', '领导讲话稿件', '市残联'), of('2', '领导讲话稿件', '市教育局'))).toEqual([]);
    const offices = ['市残联', '市教育局', '市民政局', '市司法局'];
    const all = offices.map((office, at) => of(`${at}`, '内部档案馆藏', office));
    expect(await found(...all)).toEqual([]);
  });

  it('is not of other years, other places, collectors, development zones or one office under two names', async () => {
    expect(
      await found(of('1', '特殊教育学校2020', '市残联'), of('2', '特殊教育学校2021', '市教育局')),
    ).toEqual([]);
    expect(await found(of('1', '特殊教育学校', '市残联'), of('2', '特殊教育学校', '大数据发展局'))).toEqual(
      [],
    );
    expect(
      await found(of('1', '特殊教育学校', '青秀区残联'), of('2', '特殊教育学校', '西乡塘区教育局')),
    ).toEqual([]);
    expect(
      await found(
        of('1', '特殊教育学校', '南宁高新技术产业开发区管理委员会'),
        of('2', '特殊教育学校', '市教育局'),
      ),
    ).toEqual([]);
    expect(
      await found(of('1', '粮食储备库点', '市商务局'), of('2', '粮食储备库点', '市商务和粮食局')),
    ).toEqual([]);
  });
});

describe('supply shifts', () => {
  const sold = (code: string) =>
    entryOf('zone', 'p', {
      title: '公交线路信息',
      mode: 'authorised-operation',
      kind: 'product',
      spatial: { code },
    });
  const open = (code: string, over: Partial<Entry> = {}) =>
    entryOf(`s${code}`, '1', { title: '公交线路基本信息', spatial: { code }, ...over });

  it('are things for money that other places give openly', async () => {
    const all = [sold('450100'), ...CITIES.slice(1, 6).map((code) => open(code))];
    const [one, ...more] = ofList(await watched(all), 'supply-shifts');
    expect(more).toEqual([]);
    expect(one).toMatchObject({ key: 'paid:zone:p', certainty: 'likely', region: '450100' });
    expect(one?.reasons).toEqual([{ code: 'open-elsewhere', values: { places: 5 } }]);
    expect(one?.entries[0]).toBe('zone:p');
  });

  it('say where the same is open here', async () => {
    const [one] = ofList(await watched([sold('450100'), open('450100')]), 'supply-shifts');
    expect(codes(one?.reasons ?? [])).toEqual(['open-here-too']);
  });

  it('are none where few give it, or none openly', async () => {
    const closed = { openness: { class: 'closed' as const, raw: '不予开放' } };
    const all = [sold('450100'), open('450200'), ...CITIES.slice(2).map((code) => open(code, closed))];
    expect(ofList(await watched(all), 'supply-shifts')).toEqual([]);
  });
});

describe('dead or late', () => {
  const late = (over: Partial<Entry>) => lateness(entryOf('s', '1', over), NOW);
  const yearly = { frequency: { code: 'ANNUAL', duration: 'P1Y', raw: '每年' } };

  it('is late by more than a cycle of its own', () => {
    // The grace of a yearly table is a tenth of its year.
    expect(late({ ...yearly, modified: '2024-03-01' })).toMatchObject({
      cycles: 1,
      due: '2025-04-07',
      last: '2024-03-01',
      certainty: 'likely',
    });
    expect(late({ ...yearly, modified: '2024-07-01' })).toBeUndefined();
    // Whichever of its dates is the newest is the last sign of it.
    expect(late({ ...yearly, modified: '2020-01-01', issued: '2026-01-01' })).toBeUndefined();
    expect(late({ ...yearly, modified: '2020' })).toMatchObject({ cycles: 4, certainty: 'certain' });
    expect(late({ ...yearly, issued: '2020-01-01' })).toMatchObject({ certainty: 'possible' });
    expect(late({ ...yearly, title: '2019年度公报', modified: '2020' })).toMatchObject({
      certainty: 'possible',
    });
    expect(
      late({ frequency: { code: 'MONTHLY', duration: 'P1M', raw: '每月' }, modified: '2026-03-01' }),
    ).toMatchObject({ cycles: 1 });
  });

  it('is not where there is no cycle or no date', () => {
    expect(late({ modified: '2010' })).toBeUndefined();
    expect(late(yearly)).toBeUndefined();
    expect(late({ frequency: { code: 'IRREG', raw: '不定期' }, modified: '2010' })).toBeUndefined();
  });

  it('is only possible where the data is renewed faster than records are', () => {
    const hourly = { code: 'HOURLY', duration: 'PT1H', raw: '每小时' };
    expect(late({ frequency: hourly, modified: '2010' })).toMatchObject({ certainty: 'possible' });
  });

  it('is what quality calls overdue, whatever the dates and cycles', () => {
    const day = fc.date({ min: new Date('2015-01-01'), max: new Date(NOW), noInvalidDate: true });
    const date = fc.option(
      day.map((each) => each.toISOString().slice(0, 10)),
      { nil: undefined },
    );
    const code = fc.constantFrom('ANNUAL', 'MONTHLY', 'WEEKLY', 'DAILY', 'CONT', 'IRREG', 'UNKNOWN');
    fc.assert(
      fc.property(date, date, code, (modified, issued, each) => {
        const over = { modified, issued, frequency: { code: each, raw: each } };
        const entry = entryOf('s', '1', over as Partial<Entry>);
        const { state, cycles } = qualityOf(entry, NOW).lateness;
        const found = lateness(entry, NOW);
        expect(found !== undefined).toBe(state === 'overdue');
        if (found !== undefined) expect(found.cycles).toBe(cycles);
      }),
    );
  });

  it('is empty where the volume is nothing, or there is nothing to get and others of the source have', async () => {
    const distributions = [{ format: 'csv' }];
    const full = Array.from({ length: 30 }, (_, at) =>
      entryOf('s', `${at}`, { title: `独有${at}`, distributions, volume: { rows: 5 } }),
    );
    const zero = (id: string, over: Partial<Entry> = {}) =>
      entryOf('s', id, { title: `零${id}`, distributions, volume: { rows: 0, files: 0 }, ...over });
    const found = async (...more: Entry[]) =>
      ofList(await watched([...full, ...more]), 'dead-or-late').map(({ key }) => key);
    expect(await found(entryOf('s', 'bare'), zero('zero'))).toEqual(['empty:s:zero', 'bare:s:bare']);
    // Of a document no rows are counted; of an interface it has one.
    expect(await found(zero('a', { distributions: [{ format: 'pdf' }], volume: { rows: 0 } }))).toEqual([]);
    expect(await found(zero('b', { volume: { rows: 0, apis: 1 } }))).toEqual([]);
    // A counter that nobody keeps.
    expect(await found(...Array.from({ length: 40 }, (_, at) => zero(`${at}`)))).toEqual([]);
    expect(ofList(await watched([entryOf('s', 'bare')]), 'dead-or-late')).toEqual([]);
  });

  it('keeps of a source that has nothing no more than it may', () => {
    const dead = new DeadOrLate(NOW, 5);
    for (let at = 0; at < 100; at += 1) [...dead.first(entryOf('s', `${at}`))];
    expect([...dead.found()]).toEqual([]);
  });
});

describe('ledger gaps', () => {
  const product = (over: Partial<Entry> = {}) =>
    entryOf('zone', '1', { mode: 'authorised-operation', kind: 'product', ...over });

  it('are what a row of the ledger lacks', async () => {
    const [one] = ofList(await watched([product()]), 'ledger-gaps');
    expect(codes(one?.reasons ?? [])).toEqual([
      'no-registration',
      'no-implementing-agency',
      'no-operator',
      'no-term',
      'no-ceiling-price',
      'no-actual-price',
      'no-disclosure',
    ]);
    expect(one?.reasons.at(-1)?.values).toEqual({ year: 2025 });
    expect(one?.certainty).toBe('certain');
  });

  it('are none of a row that is complete, registered by a register', async () => {
    const whole = product({
      implementingAgency: { name: '市数据局' },
      operator: { name: '数据集团' },
      operation: {
        term: { duration: 'P3Y' },
        ceilingPrice: { amount: 2, raw: '2元' },
        actualPrice: { amount: 1, raw: '1元' },
      },
      raw: { 年度披露: '2025年度授权运营情况已披露' },
    });
    const register = entryOf('register', 'r', {
      isRegistration: true,
      registration: { code: '4500002026010001' },
    });
    const missing = ofList(await watched([storedOf(whole, 'r1'), storedOf(register, 'r1')]), 'ledger-gaps');
    expect(missing).toEqual([]);
    const lapsed = entryOf('register', 'r', {
      isRegistration: true,
      registration: { code: '4500002026010001', validUntil: '2026-01-01' },
    });
    const [one] = ofList(await watched([storedOf(whole, 'r1'), storedOf(lapsed, 'r1')]), 'ledger-gaps');
    expect(codes(one?.reasons ?? [])).toEqual(['no-registration']);
  });

  it('ask no price of what is free', async () => {
    const [one] = ofList(await watched([product({ fee: { free: true, raw: '免费' } })]), 'ledger-gaps');
    expect(codes(one?.reasons ?? [])).not.toContain('no-actual-price');
  });
});

describe('all lists', () => {
  const catalogue = [
    ...country(Object.fromEntries(CITIES.slice(0, 4).map((code) => [code, ['公证机构信息']]))),
    entryOf('s', '1', { title: '低保名单', description: '姓名、身份证号' }),
    entryOf('s', '2', { title: '特殊教育学校', publisher: agent('市残联', '450300') }),
    entryOf('s', '3', { title: '特殊教育学校', publisher: agent('市教育局', '450300') }),
    entryOf('s', '4', { title: '公证机构查询服务', mode: 'authorised-operation', kind: 'service' }),
    entryOf('s', '5', {
      title: '年报',
      modified: '2015',
      frequency: { code: 'ANNUAL', duration: 'P1Y', raw: '每年' },
    }),
  ];

  it('find the same in whatever order the entries come', async () => {
    const expected = await watched(catalogue, { served });
    expect(new Set(expected.map(({ list }) => list))).toEqual(new Set(WATCH_LISTS));
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(catalogue, { minLength: catalogue.length }), async (shuffled) => {
        expect(await watched(shuffled, { served })).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('keep the weightiest of each source and count them all', async () => {
    const many = Array.from({ length: 25 }, (_, at) =>
      entryOf('s', `${at}`, { title: `名单${at}`, description: '姓名、身份证号' }),
    );
    const found = ofList(await watched(many, { most: 3 }), 'sensitive');
    expect(found).toHaveLength(3);
    expect(found).toEqual(ofList(await watched(many.toReversed(), { most: 3 }), 'sensitive'));
  });

  it('fit the schema, and have a sentence for each reason in both languages', async () => {
    for (const found of await watched(catalogue, { served })) {
      Finding.parse({ ...found, since: '2026-01-01T00:00:00.000Z' });
      for (const reason of found.reasons) {
        const said = reasonSaid(found.list, reason);
        expect(said.zh, reason.code).not.toBe(reason.code);
        expect(`${said.zh}${said.en}`).not.toMatch(/[{}]/);
      }
    }
    for (const list of WATCH_LISTS) expect(watchListWords(list).definition.zh).not.toBe('');
  });

  it('take hostile titles as text', async () => {
    const hostile = [
      '<img src=x onerror=alert(1)>',
      '__proto__',
      '{words}',
      'a'.repeat(500),
      '＝1+1',
      '\u202e倒',
    ];
    const all = hostile.flatMap((title, at) => [
      entryOf('s', `${at}a`, { title, description: '姓名、身份证号', publisher: agent('市残联', '450300') }),
      entryOf('s', `${at}b`, {
        title,
        description: '姓名、身份证号',
        publisher: agent('市教育局', '450300'),
      }),
    ]);
    const found = ofList(await watched(all), 'sensitive');
    expect(found.map(({ title }) => title).sort()).toEqual([...hostile, ...hostile].sort());
    expect(reasonSaid('sensitive', { code: 'health', words: ['{words}', '<b>'] }).zh).toBe(
      '个人健康事实：{words}、<b>',
    );
  });

  it('know the places of the tests', () => {
    expect(findRegion('南宁市')?.code).toBe('450100');
    expect(regions().filter(({ code }) => served.has(code))).toHaveLength(CITIES.length);
  });
});
