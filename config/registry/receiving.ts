/** Sources that nobody outside can ask, and that take their catalogue from their administrator's hands instead. */
import { Harvest, type Source } from './source.ts';

const KINDS: ReadonlySet<Source['kind']> = new Set(['sharing-hub', 'national-exchange']);

/**
 * The source as it is harvested: a hub that waits for an endpoint takes files in the compilation guide's metadata;
 * every other one is as it is configured.
 */
export function receiving(source: Source): Source {
  const { state, ...row } = source;
  if (row.harvest !== undefined || state !== 'awaiting-endpoint' || !KINDS.has(row.kind)) return source;
  return { ...row, harvest: Harvest.parse({ family: 'sharing-catalogue', options: { from: 'upload' } }) };
}
