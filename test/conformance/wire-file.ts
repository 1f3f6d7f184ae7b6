/** A file that a real catalogue sent, served as its answer, and what comes of it: rows, entries, refusals by name. */
import type { Adapter } from '../../adapters/contract.ts';
import { adapterFor } from '../../adapters/registry.ts';
import { coded } from '../../config/errors/errors.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { contextOf, serve, sourceOf } from '../adapters/site.ts';

export interface WireOutcome {
  entries: Entry[];
  /** Code, and the words that name the record. */
  refused: string[];
  /** A coded end of the listing; undefined where it came to its own. */
  ended?: string;
}

/** `answer` gives the body for a path with its query; a listing is asked for as the family asks. */
export async function outcomeOf(
  family: string,
  answer: (path: string) => string | undefined,
  options: Record<string, unknown> = {},
): Promise<WireOutcome> {
  const site = await serve((url, response) => {
    const body = answer(`${url.pathname}${url.search}`);
    response.statusCode = body === undefined ? 404 : 200;
    response.end(body ?? 'not found');
  });
  const source = sourceOf(family, site.base, options);
  const adapter: Adapter = await adapterFor(source);
  const outcome: WireOutcome = { entries: [], refused: [] };
  try {
    const context = contextOf(source);
    for await (const page of adapter.list(context, null)) {
      for (const { code, detail } of page.unlistable) outcome.refused.push(`${code}: ${detail}`);
      for (const row of page.rows)
        try {
          const further = row.complete ? [] : await adapter.detail(context, row);
          const statement = adapter.read(source, { id: row.id, parts: [row.row, ...further] });
          outcome.entries.push(normalize(source, statement));
        } catch (error) {
          outcome.refused.push(coded(error).message);
        }
    }
  } catch (error) {
    outcome.ended = coded(error).code;
  } finally {
    await site.close();
  }
  return outcome;
}
