import { describe, expect, it } from 'vitest';
import type { IdentityMember } from '../../normalizer/identity.ts';
import { resolve, weigh } from '../../normalizer/resolve.ts';
import { entryId, labelledPairs, precision, recall, score } from '../eval/identity/pairs.ts';
import { sampleEntries } from '../eval/identity/sample-entries.ts';
import { shared } from '../shared.ts';
import { city, member, other, province } from './members.ts';
import { source, type statement } from './statements.ts';

describe('identity of offers with one title', () => {
  const region = source({ id: 'ningxia', region: '640000' });
  const capital = source({ id: 'ningxia-yinchuan', region: '640100' });
  type Fields = Parameters<typeof statement>[0];
  const count = (...made: [typeof city, Fields][]) =>
    resolve(made.map(([from, fields], at) => member(from, String(at), fields))).length;

  it.each<[string, [typeof city, Fields], [typeof city, Fields]]>([
    [
      'what a region republishes, the place in the title and the office abbreviated',
      [region, { title: '银川市幼儿园信息', publisher: '银川市卫健委' }],
      [capital, { title: '幼儿园', publisher: '市卫生健康委员会' }],
    ],
    [
      'what was registered again, punctuation aside, and says the same',
      [city, { title: '美术馆名录-', publisher: '市文旅局', description: '名称、地址、展厅面积等信息' }],
      [city, { title: '美术馆名录', publisher: '市文旅局', description: '名称、地址、展厅面积等信息。' }],
    ],
    [
      'what was registered again and is as long',
      [city, { title: '野生植物名录', publisher: '市林业局', description: '全市分布', volume: '80' }],
      [city, { title: '野生植物名录', publisher: '市林业局', description: '中文名、等级', volume: '80' }],
    ],
    [
      "a collector's copy",
      [city, { title: '青秀区敬老院信息', publisher: '青秀区民政局', description: '名称、院长' }],
      [city, { title: '青秀区敬老院', publisher: '南宁市大数据发展局', description: '该数据由民政局提供' }],
    ],
    [
      'what a province lists of a city that it does not name, where there is only one',
      [province, { title: '古树名木', publisher: '市林业局' }],
      [city, { title: '古树名木信息', publisher: '南宁市林业局' }],
    ],
  ])('joins %s', (_, one, other) => {
    expect(count(one, other)).toBe(1);
    expect(count(other, one)).toBe(1);
  });

  const same = { publisher: '市水利局', description: '许可证编号、许可日期' };
  it.each<[string, Fields, Fields]>([
    ['batches', { title: '抽检结果（第一批）' }, { title: '抽检结果（第二批）' }],
    ['numbers that run together', { title: '2021年1-12月产量' }, { title: '2021年11-2月产量' }],
    ['counties in the title', { title: '青秀区取水口' }, { title: '兴宁区取水口' }],
    ['scopes', { title: '广西统计公报' }, { title: '南宁市统计公报' }],
    ['notices of one title', { title: '停水通知' }, { title: '停水通知' }],
    ['years that only the description names', { description: '2020年决算' }, { description: '2021年决算' }],
  ])('leaves apart %s of one office', (_, one, other) => {
    expect(count([city, { ...same, ...one }], [city, { ...same, ...other }])).toBe(2);
  });

  it('asks of an unnamed city which one says the same, and leaves it where none does', () => {
    const listed = { title: '公证处信息', publisher: '市司法局', description: '公证处名称、地址、电话' };
    const [here, there] = [
      { ...listed, publisher: '南宁市司法局' },
      { ...listed, publisher: '桂林市司法局', description: '机构级别代码' },
    ];
    expect(count([province, listed], [city, here], [other, there])).toBe(2);
    expect(count([province, { ...listed, description: '司法' }], [city, here], [other, there])).toBe(3);
  });

  it('says on what grounds, and lets whose it is lead', () => {
    const owner = member(city, '2', { title: '青秀区敬老院', publisher: '青秀区民政局' });
    const copy = member(city, '1', { title: '青秀区敬老院', publisher: '南宁市大数据发展局' });
    const { groups, links } = weigh([copy, owner]);
    expect(groups).toMatchObject([{ lead: owner.id, members: [owner.id, copy.id] }]);
    expect(links).toEqual([{ between: [copy.id, owner.id], grounds: ['collector'] }]);
  });
});

const pairs = labelledPairs();
it.skipIf(pairs === undefined)('finds the labelled duplicates and nothing else', () => {
  const labelled = pairs as NonNullable<typeof pairs>;
  const members: IdentityMember[] = [];
  const entryOf = new Map<string, string>();
  const wanted = new Set(labelled.flatMap(({ a, b }) => [a.platform, b.platform]));
  for (const { member: each, lines } of sampleEntries(shared('platforms') as string, wanted)) {
    members.push(each);
    for (const line of lines) entryOf.set(line, each.id);
  }
  const groupOf = new Map(resolve(members).flatMap(({ id, members: ids }) => ids.map((each) => [each, id])));
  const groupAt = (side: Parameters<typeof entryId>[0]) => groupOf.get(entryOf.get(entryId(side)) ?? '');
  const isSame = ({ a, b }: (typeof labelled)[0]) => groupAt(a) !== undefined && groupAt(a) === groupAt(b);
  const overall = score(labelled, isSame);
  expect(precision(overall)).toBeGreaterThanOrEqual(0.98);
  expect(recall(overall)).toBeGreaterThanOrEqual(0.95);
  for (const [kind, of] of Map.groupBy(labelled, (pair) => pair.kind)) {
    const counts = score(of, isSame);
    expect(counts.wrong, kind).toBe(0);
    expect(counts.missed / of.length, kind).toBeLessThan(0.1);
  }
});
