/** How a family is tried: its first page, one detail that can be read, and the first records read. The same for every adapter. */
import { CodedError, coded } from '../config/errors/errors.ts';
import type { RawPart } from '../config/record.ts';
import type { Adapter, AdapterContext, ListedRow, ProbeReport } from './contract.ts';

const SHOWN = 5;
/** Records whose details are asked for until one is read: a bad record costs one, whichever it is. */
const DETAILS = 3;

/** Never throws for the source's faults: they are the report's problems. */
export async function probeByListing(
  adapter: Pick<Adapter, 'family' | 'list' | 'detail' | 'read'>,
  context: AdapterContext,
): Promise<ProbeReport> {
  const report: ProbeReport = { ok: false, family: adapter.family, statements: [], problems: [] };
  const note = (error: unknown) => {
    const { code, detail } = coded(error);
    report.problems.push({ code, detail });
  };
  const state = async (row: ListedRow, index: number): Promise<void> => {
    if (!row.complete && (report.statements.length > 0 || index >= DETAILS)) return;
    try {
      const further: RawPart[] = row.complete ? [] : await adapter.detail(context, row);
      report.statements.push(adapter.read(context.source, { id: row.id, parts: [row.row, ...further] }));
    } catch (error) {
      note(error);
    }
  };
  try {
    for await (const page of adapter.list(context, null)) {
      if (page.declared !== undefined) report.declared = page.declared;
      for (const { code, detail } of page.unlistable.slice(0, SHOWN)) report.problems.push({ code, detail });
      for (const [index, row] of page.rows.slice(0, SHOWN).entries()) await state(row, index);
      // An empty catalogue speaks the family's wire, too.
      report.ok = report.statements.length > 0 || (page.rows.length === 0 && page.unlistable.length === 0);
      if (report.statements.length === 0 && report.ok)
        note(new CodedError('listing.empty', context.source.harvest.base));
      break;
    }
  } catch (error) {
    note(error);
  }
  return report;
}
