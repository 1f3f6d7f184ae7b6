/** The ledger of authorised operation, the same in every engine: each figure is what the entries say, and what its search finds. */
import { describe, expect, it } from 'vitest';
import { LEDGER_GAPS, type LedgerFigures, narrowingOf, operationLedger } from '../../index/figures/ledger.ts';
import type { Filters } from '../../index/query.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

/** In April 2026 the disclosure of 2025 is due. */
const NOW = Date.parse('2026-04-15T04:00:00.000Z');
const operated = { mode: 'authorised-operation', kind: 'product' } as const;
const price = (raw: string) => ({ raw });
const whole = {
  implementingAgency: { name: '福州市大数据委' },
  operator: { name: '甲公司' },
  operators: [{ name: '甲公司' }, { name: '乙公司' }],
  operation: { term: { raw: '三年' }, ceilingPrice: price('1元/次'), actualPrice: price('0.5元/次') },
};
const fuzhou = { spatial: { code: '350100' } };
const CODE = '350100202500017';

const ENTRIES = [
  entryOf('zone', 'whole', { ...operated, ...fuzhou, ...whole, raw: { 信息披露: '2025年度，已披露' } }),
  entryOf('zone', 'bare', { ...operated, spatial: { code: '350200' }, raw: { 披露年度: '2023、2024' } }),
  // Free: no prices are due. Registered by a register's record.
  entryOf('zone', 'free', {
    ...{ ...operated, ...fuzhou, ...whole, kind: 'dataset', title: '取水许可' },
    operation: { term: { raw: '三年' }, basis: { code: 'public-benefit', raw: '公益' } },
    registration: { code: CODE },
  }),
  entryOf('register', 'r', {
    ...{ ...fuzhou, title: '取水许可登记', isRegistration: true, mode: 'sharing' },
    registration: { code: CODE, status: { code: 'valid', raw: '有效' } },
  }),
  // No row of the ledger.
  entryOf('portal', 'open', fuzhou),
];

export function ledgerConformance(subject: Subject): void {
  describe('the ledger of authorised operation', () => {
    it('says of each resource what is stated and what lacks, and counts what its searches find', async () => {
      const { catalogue } = subject;
      for (const source of ['zone', 'register', 'portal'])
        await catalogue.write(batchOf(ENTRIES.filter((each) => each.source === source)));
      await catalogue.refresh();
      const ledger = await operationLedger(catalogue, { text: '', filters: {}, size: 10 }, NOW);
      expect(ledger.year).toBe(2025);
      expect(ledger.total).toEqual({
        ...{ resources: 3, registered: 1, disclosed: 1, complete: 2, products: 2 },
        ...{ unregistered: 2, undisclosed: 2 },
      });
      const rows = new Map(ledger.rows.map((row) => [row.entry.localId, row]));
      expect([...rows.keys()].sort()).toEqual(['bare', 'free', 'whole']);
      expect(rows.get('bare')).toMatchObject({ missing: [...LEDGER_GAPS], disclosedYear: 2024 });
      expect(rows.get('whole')).toMatchObject({ missing: [], disclosedYear: 2025 });
      expect(rows.get('whole')?.registration).toBeUndefined();
      expect(rows.get('free')).toMatchObject({ missing: [], registration: { state: 'valid' } });
      expect(ledger.groups.implementingAgency).toEqual([
        {
          value: '福州市大数据委',
          figures: { resources: 2, registered: 1, disclosed: 1, complete: 2, products: 1 },
        },
      ]);
      expect(ledger.groups.operator.map(({ value }) => value).sort()).toEqual(['乙公司', '甲公司']);
      for (const figure of Object.keys(ledger.groups.city[0]?.figures ?? {}) as (keyof LedgerFigures)[]) {
        const filters: Filters = { mode: ['authorised-operation'], ...narrowingOf(figure, ledger.year) };
        expect((await catalogue.search(asked({ filters }))).resources).toBe(ledger.total[figure]);
        for (const { value, figures } of ledger.groups.city)
          expect((await catalogue.search(asked({ filters: { ...filters, city: [value] } }))).resources).toBe(
            figures[figure],
          );
      }
    });

    it('is narrowed, and paged through', async () => {
      const { catalogue } = subject;
      await catalogue.write(batchOf(ENTRIES.filter((each) => each.source === 'zone')));
      await catalogue.refresh();
      const ask = (filters: Filters, cursor?: string) =>
        operationLedger(catalogue, { text: '', filters, size: 1, ...(cursor && { cursor }) }, NOW);
      const lacking = await ask({ ledgerGap: ['no-term'] });
      expect([lacking.total.resources, lacking.total.complete]).toEqual([1, 0]);
      const ids: string[] = [];
      let page = await ask({ city: ['350100'] });
      for (;;) {
        expect(page.total.resources).toBe(2);
        ids.push(...page.rows.map(({ entry }) => entry.localId));
        if (page.cursor === null) break;
        page = await ask({ city: ['350100'] }, page.cursor);
      }
      expect(ids.sort()).toEqual(['free', 'whole']);
    });
  });
}
