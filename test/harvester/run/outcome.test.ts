import { describe, expect, it } from 'vitest';
import type { Adapter, ListedRow } from '../../../adapters/contract.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Statement } from '../../../config/record.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { recordHash, rowHash } from '../../../harvester/run/fingerprint.ts';
import { excerptOf, type Taker, take } from '../../../harvester/run/outcome.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { testSource } from '../rig.ts';

const source = testSource('city-a') as HarvestableSource;
const statement = (id: string, rest: Partial<Statement> = {}): Statement => ({
  id,
  fields: { title: '停车场信息' },
  distributions: [],
  dataItems: [],
  unmapped: {},
  ...rest,
});
const row: ListedRow = {
  id: 'a',
  sign: 'a',
  complete: false,
  row: { role: 'row', mediaType: 'application/json', url: 'https://a.cn/', text: '联系人 13312346519' },
};
const planned = {
  row,
  rowHash: rowHash('a'),
  state: undefined,
  verdict: { do: 'read', rotated: false },
} as const;
const taker = (adapter: Partial<Adapter>, stop = new AbortController()): Taker => ({
  adapter: { family: 'x', detail: async () => [], read: () => statement('a'), ...adapter } as Adapter,
  context: { source, http: { request: () => Promise.reject(new Error('nobody asks')) }, signal: stop.signal },
  normalize,
  full: false,
  clock: () => '2026-07-01T00:00:00.000Z',
  limit: (task) => task(),
});

describe('the outcome of a row', () => {
  it('is an entry where all goes well', async () => {
    expect(await take(planned, taker({}))).toMatchObject({ is: 'added', id: 'a', detailed: true });
  });

  it.each([
    ['record.detail-missing', new CodedError('record.detail-missing', 'gone'), false],
    ['record.detail-missing', new CodedError('source.not-found', '404'), true],
    ['record.detail-failed', new CodedError('source.timeout', 'late'), true],
    ['record.detail-failed', new TypeError('x is not a function'), true],
  ])('is refused as %s where the detail throws %s', async (code, error, faulty) => {
    const outcome = await take(planned, taker({ detail: () => Promise.reject(error) }));
    expect(outcome).toMatchObject({ is: 'rejected', id: 'a', code, detailed: false });
    expect('fault' in outcome).toBe(faulty);
  });

  it('is refused where reading throws anything at all', async () => {
    const read = () => {
      throw new RangeError('too deep');
    };
    expect(await take(planned, taker({ read }))).toMatchObject({ is: 'rejected', code: 'record.unreadable' });
  });

  it('is refused where the record turns out to be another one', async () => {
    const outcome = await take(planned, taker({ read: () => statement('b') }));
    expect(outcome).toMatchObject({ is: 'rejected', code: 'record.invalid' });
  });

  it('is no outcome but the reason of the stop, at once, where the run is stopped', async () => {
    const stop = new AbortController();
    const asked = take(planned, taker({ detail: () => new Promise(() => undefined) }, stop));
    stop.abort(new CodedError('run.deadline', 'over'));
    await expect(asked).rejects.toMatchObject({ code: 'run.deadline' });
  });

  it('shows no mobile number in what it quotes', async () => {
    const error = new CodedError('record.unreadable', 'near 138 1234 5678');
    const outcome = await take(planned, taker({ detail: () => Promise.reject(error) }));
    expect(outcome).toMatchObject({ detail: 'near 138****5678', excerpt: '联系人 133****6519' });
    expect(excerptOf('x'.repeat(10_000))).toHaveLength(300);
  });
});

describe('the hash of a record', () => {
  it('moves with what is stated, and not with counters, order or what nobody mapped', () => {
    const of = (rest: Partial<Statement>) => recordHash(statement('a', rest));
    const plain = of({ fields: { title: '停车场信息', publisher: '市交通局' } });
    expect(of({ fields: { publisher: '市交通局', title: '停车场信息' } })).toBe(plain);
    expect(of({ fields: { title: '停车场信息', publisher: '市交通局' }, unmapped: { 浏览量: 7 } })).toBe(
      plain,
    );
    expect(of({ fields: { title: '停车场信息', publisher: '市公安局' } })).not.toBe(plain);
    expect(of({ fields: { title: '停车场信息', publisher: '市交通局' }, nativeId: 'x/1' })).not.toBe(plain);
  });
});
