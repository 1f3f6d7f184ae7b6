/** Computes the watch lists of a catalogue and publishes them in it, whole and at once. */
import { randomUUID } from 'node:crypto';
import { fails } from '../../normalizer/quality/links.ts';
import type { Catalogue } from '../port.ts';
import { type Computing, computeWatch } from './compute.ts';
import type { Finding } from './finding.ts';
import type { Watched } from './keeping.ts';
import type { AskedLinks } from './lists/dead-or-late.ts';
import { lostOpenings } from './lost.ts';

/** Findings handed over at a time. */
const AT_ONCE = 500;

/** Throws `catalogue.conflict` where another computation that began later was published meanwhile. */
export async function renewWatch(
  catalogue: Pick<
    Catalogue,
    'stream' | 'counts' | 'archive' | 'addFindings' | 'publishWatch' | 'shifts' | 'get' | 'allLinkChecks'
  >,
  { served, now, most, signal }: Omit<Computing, 'expected' | 'lost' | 'links'>,
): Promise<Watched> {
  const at = new Date(now).toISOString();
  const generation = `${at}-${randomUUID()}`;
  const since = await sinceWhen(catalogue);
  const expected = (await catalogue.counts()).reduce((sum, { entries }) => sum + entries, 0);
  const { entries, lists, findings } = await computeWatch(catalogue, {
    ...{ served, now, expected },
    lost: await lostOpenings(catalogue),
    links: await askedLinks(catalogue),
    ...(most !== undefined && { most }),
    ...(signal && { signal }),
  });
  let part: Finding[] = [];
  for (const found of findings()) {
    part.push({ ...found, since: since.get(nameOf(found)) ?? at });
    if (part.length < AT_ONCE) continue;
    await catalogue.addFindings(generation, part);
    part = [];
  }
  if (part.length > 0) await catalogue.addFindings(generation, part);
  const watched = { generation, at, entries, lists };
  await catalogue.publishWatch(watched);
  return watched;
}

const nameOf = ({ list, key }: Pick<Finding, 'list' | 'key'>): string => `${list}\n${key}`;

/** When what is published now was found first. */
async function sinceWhen(catalogue: Pick<Catalogue, 'archive'>): Promise<Map<string, string>> {
  const since = new Map<string, string>();
  for await (const page of catalogue.archive('findings')) {
    for (const { finding } of page) since.set(nameOf(finding), finding.since);
  }
  return since;
}

/** By entry, of those that have an address that failed. */
async function askedLinks(catalogue: Pick<Catalogue, 'allLinkChecks'>): Promise<Map<string, AskedLinks>> {
  const links = new Map<string, AskedLinks>();
  for await (const page of catalogue.allLinkChecks()) {
    for (const { entry, state } of page) {
      const { of, broken } = links.get(entry) ?? { of: 0, broken: 0 };
      links.set(entry, { of: of + 1, broken: broken + Number(fails(state)) });
    }
  }
  for (const [entry, { broken }] of links) if (broken === 0) links.delete(entry);
  return links;
}
