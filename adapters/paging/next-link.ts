/** Where a link to the next page leads, for every wire that pages by links. */
import { CodedError } from '../../config/errors/errors.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';

/**
 * The link stays on the source's host, or the listing ends in `source.moved`: a catalogue that names its inner address
 * is no reason to ask there. `rebase`: only path and query of it are taken. Throws `source.shape-changed`.
 */
export function nextUrl(
  source: HarvestableSource,
  { rebase }: { rebase: boolean },
  link: string,
  from: string,
): string {
  if (!URL.canParse(link, from)) throw new CodedError('source.shape-changed', `${from}: next is ${link}`);
  const next = new URL(link, from);
  const base = new URL(source.harvest.base);
  if (rebase) return new URL(`${next.pathname}${next.search}`, base).href;
  if (next.hostname === base.hostname && /^https?:$/.test(next.protocol)) return next.href;
  throw new CodedError('source.moved', `${from}: the next page is said to be ${next.href}`, {
    hint: 'another host: mend harvest.base, or set harvest.options.rebase',
  });
}
