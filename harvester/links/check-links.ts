/** Asks a sample of a source's addresses, politely, and keeps what they showed. No entry changes by it. */
import { coded } from '../../config/errors/errors.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Catalogue } from '../../index/port.ts';
import { type LinkCheck, linkCheckId } from '../../index/quality/link-checks.ts';
import { LINK_STATES, type Link, type LinkState } from '../../normalizer/quality/links.ts';
import type { Clients, PoliteClient } from '../client/client.ts';
import { sampleOf } from './sample.ts';
import { failureOf, isOpen, type LinkVerdict, verdictOf } from './verdict.ts';

export interface LinkCheckOptions {
  catalogue: Pick<Catalogue, 'stream' | 'keepLinkChecks' | 'dropLinkChecks' | 'allLinkChecks'>;
  clients: Pick<Clients, 'forRun'>;
  source: HarvestableSource;
  /** Entries. */
  size: number;
  signal: AbortSignal;
  clock: () => number;
  onChecked?: (check: LinkCheck) => void;
}

export interface LinksChecked {
  source: string;
  entries: number;
  addresses: number;
  states: Record<LinkState, number>;
}

/** Addresses under way at one time; each host's pace is its own besides. */
const AT_ONCE = 4;

/** Servers that do not know HEAD may hang, or break off. */
const AGAIN = new Set(['source.timeout', 'source.cut']);

/** Throws what stopped it; what was asked until then is kept. */
export async function checkLinks(options: LinkCheckOptions): Promise<LinksChecked> {
  const { catalogue, clients, source, size, signal, clock, onChecked } = options;
  const sample = await sampleOf(catalogue, source.id, size);
  const known = new Map<string, LinkCheck>();
  for await (const page of catalogue.allLinkChecks(source.id))
    for (const check of page) known.set(check.id, check);
  const http = clients.forRun({ source, signal, requests: { list: 0, detail: 0, other: 0 } });
  const wanted = sample.flatMap(({ entry, links }) => links.map((link) => ({ entry: entry.id, link })));
  const states = Object.fromEntries(LINK_STATES.map((state) => [state, 0])) as Record<LinkState, number>;
  const queue = wanted.values();
  const work = async (): Promise<void> => {
    // One iterator for all: each address is taken once.
    for (const { entry, link } of queue) {
      const verdict = await lookAt(http, link, signal);
      const at = new Date(clock()).toISOString();
      const id = linkCheckId(entry, link.url);
      const before = known.get(id);
      const since = before?.state === verdict.state ? before.since : at;
      const check = { id, entry, source: source.id, url: link.url, role: link.role, ...verdict, at, since };
      await catalogue.keepLinkChecks([check]);
      known.delete(id);
      states[verdict.state] += 1;
      onChecked?.(check);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  // What is no longer in the sample, or no longer an address of its entry, is not known any more.
  if (known.size > 0) await catalogue.dropLinkChecks([...known.keys()]);
  return { source: source.id, entries: sample.length, addresses: wanted.length, states };
}

/** HEAD first; GET, and only the beginning of its answer, where HEAD does not tell. */
async function lookAt(http: PoliteClient, link: Link, signal: AbortSignal): Promise<LinkVerdict> {
  try {
    const answer = await http.look('HEAD', link.url);
    if (!isOpen(link, answer)) return verdictOf(link, 'HEAD', answer);
  } catch (error) {
    if (signal.aborted) throw error;
    // Nobody there, or not to be asked: a second question would get no other answer.
    if (!AGAIN.has(coded(error).code)) return failureOf(coded(error));
  }
  try {
    return verdictOf(link, 'GET', await http.look('GET', link.url));
  } catch (error) {
    if (signal.aborted) throw error;
    return failureOf(coded(error));
  }
}
