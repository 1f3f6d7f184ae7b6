import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IdentityMember } from '../../normalizer/identity.ts';
import { evidenceOf } from '../../normalizer/registration/link-registrations.ts';
import { resolve } from '../../normalizer/resolve.ts';
import { city, member, other, province, register } from './members.ts';
import { source } from './statements.ts';

describe('identity', () => {
  it('joins hosts of one family by the native id, and the city leads', () => {
    const copies = [
      member(province, '1', { title: '公厕' }, 'oportal/a'),
      member(city, '9', { title: '公厕' }, 'oportal/a'),
      member(city, '8', { title: '公厕' }, 'oportal/b'),
    ];
    const groups = resolve(copies);
    expect(groups.map(({ lead, members }) => ({ lead, members }))).toEqual(
      expect.arrayContaining([
        { lead: 'guangxi-nanning:9', members: ['guangxi-nanning:9', 'guangxi:1'] },
        { lead: 'guangxi-nanning:8', members: ['guangxi-nanning:8'] },
      ]),
    );
    expect(groups).toHaveLength(2);
    // The id was the same before the province copied it.
    expect(groups.map(({ id }) => id)).toContain(resolve(copies.slice(1, 2))[0]?.id);
  });

  it('joins table and interface of one office in one source', () => {
    const table = member(city, '1', { title: '取水许可（数据集）', publisher: '市水利局', formats: 'csv' });
    const twin = member(city, '0', { title: '取水许可接口服务', publisher: '市水利局', formats: '接口' });
    const groups = resolve([twin, table]);
    expect(groups).toMatchObject([{ lead: table.id, members: [table.id, twin.id] }]);
    expect(groups[0]?.id).toBe(resolve([table])[0]?.id);
  });

  it.each([
    ['two tables', { publisher: '市水利局', formats: 'csv' }, { publisher: '市水利局', formats: 'xls' }],
    ['two offices', { publisher: '市水利局', formats: 'csv' }, { publisher: '市住建局', formats: 'api' }],
    ['an office unknown', { formats: 'csv' }, { formats: 'api' }],
    [
      'two districts',
      { publisher: '市水利局', formats: 'csv', spatial: '青秀区' },
      { publisher: '市水利局', formats: 'api', spatial: '兴宁区' },
    ],
    [
      'two years',
      { publisher: '市水利局', formats: 'csv', title: '2020年取水' },
      { publisher: '市水利局', formats: 'api', title: '2021年取水' },
    ],
  ])('leaves apart %s', (_, first, second) => {
    expect(resolve([member(city, '1', first), member(city, '2', second)])).toHaveLength(2);
  });

  it('leaves apart equal titles of equal offices in two cities', () => {
    const fields = { title: '行政许可信息', publisher: '市司法局' };
    expect(
      resolve([
        member(city, '1', { ...fields, formats: 'csv' }),
        member(other, '1', { ...fields, formats: 'api' }),
      ]),
    ).toHaveLength(2);
  });

  it('leaves apart twins where it is not clear which belong together', () => {
    const fields = { publisher: '市水利局' };
    const members = [
      member(city, '1', { ...fields, formats: 'csv' }),
      member(city, '2', { ...fields, formats: 'csv' }),
      member(city, '3', { ...fields, formats: 'api' }),
    ];
    expect(resolve(members)).toHaveLength(3);
    expect(new Set(resolve(members).map(({ id }) => id)).size).toBe(3);
  });

  describe('of registrations', () => {
    const office = '南宁市水利局';
    const code = '450100202500017';
    const thing = member(city, '1', { title: '取水许可', publisher: office, registrationCode: code });
    const groupsOf = (...members: IdentityMember[]) => resolve(members).map((group) => group.members);

    it('joins the thing whose entry names the code, never leads it, and leaves its id as it was', () => {
      const registration = member(register, 'r', {
        title: '取水许可登记',
        registrant: office,
        registrationCode: code,
      });
      const [group, ...others] = resolve([registration, thing]);
      expect(others).toEqual([]);
      expect(group).toMatchObject({ lead: thing.id, members: [thing.id, registration.id] });
      expect(group?.id).toBe(resolve([thing])[0]?.id);
      expect(evidenceOf(registration, thing)).toBe('registration-code');
    });

    it('joins all catalogues that name the code, and all rows that the register has of it', () => {
      const copy = member(province, '7', { title: '取水许可（市）', registrationCode: code });
      const first = member(register, 'r1', { registrationCode: code, registrationType: '首次登记' });
      const end = member(register, 'r2', { registrationCode: code, registrationType: '注销登记' });
      expect(groupsOf(end, copy, thing, first)).toEqual(
        [[thing.id, first.id, end.id, copy.id].sort()].map(([...ids]) => [
          thing.id,
          ...ids.filter((id) => id !== thing.id),
        ]),
      );
      // Without a registration the code says nothing.
      expect(groupsOf(copy, thing)).toHaveLength(2);
    });

    it('leaves out a catalogue in which several things name the code', () => {
      const careless = [1, 2].map((id) =>
        member(other, String(id), { title: `数据${id}`, registrationCode: code }),
      );
      const registration = member(register, 'r', { registrationCode: code });
      expect(groupsOf(...careless, registration, thing)).toContainEqual([thing.id, registration.id]);
      expect(groupsOf(...careless, registration, thing)).toHaveLength(3);
    });

    it('goes by the resource code within the province, else by title and holder in its place', () => {
      const listed = member(city, '2', { title: '水库', publisher: office, identifier: '3021/007351' });
      const byCode = member(register, 'a', {
        title: '全市水库',
        registrant: office,
        identifier: '3021/007351',
      });
      const elsewhere = member(source({ id: 'fujian', region: '350000' }), '2', {
        title: '水库',
        identifier: '3021/007351',
      });
      expect(groupsOf(listed, elsewhere, byCode)).toEqual(
        expect.arrayContaining([[listed.id, byCode.id], [elsewhere.id]]),
      );
      expect(evidenceOf(byCode, listed)).toBe('resource-code');
      const byTitle = member(register, 'b', {
        title: '取水许可数据集',
        registrant: office,
        registrationCode: '450100202599999',
      });
      const plain = member(city, '3', { title: '取水许可', publisher: office });
      expect(groupsOf(plain, byTitle)).toEqual([[plain.id, byTitle.id]]);
      expect(evidenceOf(byTitle, plain)).toBe('title-and-holder');
    });

    it.each(['市水利局', '南宁市水利局', '水利局', '广西壮族自治区南宁市水利局'])(
      'takes %s for the same',
      (name) => {
        const registration = member(register, 'r', { title: '取水许可', registrant: office });
        const plain = member(city, '3', { title: '取水许可', publisher: name });
        expect(groupsOf(plain, registration)).toEqual([[plain.id, registration.id]]);
      },
    );

    it.each([
      ['another place', { title: '取水许可', publisher: '桂林市水利局' }],
      ['the province, whose office is called alike', { title: '取水许可', publisher: '自治区水利局' }],
      ['another holder', { title: '取水许可', publisher: '南宁市林业局' }],
      ['no holder', { title: '取水许可' }],
      ['a product', { title: '取水许可', publisher: office, kind: '数据产品' }],
    ])('does not join %s', (_, fields) => {
      const registration = member(register, 'r', { title: '取水许可', registrant: office, kind: '数据资源' });
      expect(groupsOf(member(city, '1', fields), registration)).toHaveLength(2);
    });

    it('stays apart where its title fits two things, or two registrations fit one', () => {
      const fields = { title: '取水许可', publisher: office };
      const registration = (id: string) =>
        member(register, id, {
          title: '取水许可',
          registrant: office,
          registrationCode: `45010020250000${id}`,
        });
      expect(groupsOf(member(city, '1', fields), member(city, '2', fields), registration('1'))).toHaveLength(
        3,
      );
      expect(groupsOf(member(city, '1', fields), registration('1'), registration('2'))).toHaveLength(3);
    });
  });

  const anyMembers = fc
    .array(
      fc.record({
        source: fc.constantFrom(city, province, other, register),
        code: fc.constantFrom(null, '450100202500001', '450100202500002'),
        identifier: fc.constantFrom(null, '3021/007351', '450100202500001'),
        id: fc.integer({ min: 0, max: 9 }).map(String),
        title: fc.constantFrom('甲', '甲接口', '乙', '乙数据集'),
        publisher: fc.constantFrom('市水利局', '省水利厅', null),
        formats: fc.constantFrom('csv', 'api', null),
        native: fc.constantFrom(undefined, 'oportal/a', 'oportal/b', 'odweb/a'),
      }),
      { maxLength: 14 },
    )
    .map((list) => {
      const made = list.map(({ source: from, id, title, publisher, formats, native, code, identifier }) =>
        member(
          from,
          id,
          { title, publisher, registrant: publisher, formats, registrationCode: code, identifier },
          native,
        ),
      );
      return [...new Map(made.map((each) => [each.id, each])).values()];
    });

  it('does not depend on order, and puts every member into exactly one group', () => {
    fc.assert(
      fc.property(
        anyMembers.chain((members) =>
          fc.tuple(
            fc.constant(members),
            fc.shuffledSubarray(members, { minLength: members.length, maxLength: members.length }),
          ),
        ),
        ([members, shuffled]) => {
          const groups = resolve(members);
          expect(resolve(shuffled)).toEqual(groups);
          expect(resolve([...members, ...shuffled])).toEqual(groups);
          expect(groups.flatMap((group) => group.members).sort()).toEqual(members.map(({ id }) => id).sort());
          expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
          for (const group of groups) expect(group.members[0]).toBe(group.lead);
        },
      ),
    );
  });

  it('is the same for a group resolved alone, and unmoved by members that share no key with it', () => {
    fc.assert(
      fc.property(anyMembers, anyMembers, (members, more) => {
        const keys = new Set(members.flatMap((each) => each.keys));
        const strangers = more.filter(
          (each) => !each.keys.some((key) => keys.has(key)) && !members.some(({ id }) => id === each.id),
        );
        const before = resolve(members);
        const after = resolve([...members, ...strangers]);
        expect(after).toEqual(expect.arrayContaining(before));
        for (const group of before) {
          const connected = component(members, group.members);
          expect(resolve(connected)).toEqual(expect.arrayContaining([group]));
        }
      }),
    );
  });
});

/** The members connected with these by shared keys: what a catalogue brings to `resolve`. */
function component(members: IdentityMember[], ids: string[]): IdentityMember[] {
  const inside = new Set(ids);
  for (let size = -1; size !== inside.size; ) {
    size = inside.size;
    const keys = new Set(members.filter(({ id }) => inside.has(id)).flatMap((each) => each.keys));
    for (const each of members) if (each.keys.some((key) => keys.has(key))) inside.add(each.id);
  }
  return members.filter(({ id }) => inside.has(id));
}
