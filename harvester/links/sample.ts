/** Which entries of a source are looked at: the same ones each time, whatever else comes and goes. */
import { tieOf } from '../../index/order.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { LINK_ROLES, type Link, linksOf } from '../../normalizer/quality/links.ts';

export interface Sampled {
  entry: Entry;
  /** One of each role, what gives the data first. */
  links: Link[];
}

/** The entries with the least hashes among those that have addresses: new ones push out few. */
export async function sampleOf(
  catalogue: Pick<Catalogue, 'stream'>,
  source: string,
  size: number,
): Promise<Sampled[]> {
  let found: { tie: number; sampled: Sampled }[] = [];
  const cut = (): void => {
    found = found
      .sort((a, b) => a.tie - b.tie || (a.sampled.entry.id < b.sampled.entry.id ? -1 : 1))
      .slice(0, size);
  };
  for await (const page of catalogue.stream({ source: [source] })) {
    for (const { entry } of page) {
      const links = onePerRole(linksOf(entry));
      if (links.length > 0) found.push({ tie: tieOf(entry.id), sampled: { entry, links } });
    }
    cut();
  }
  return found.map(({ sampled }) => sampled);
}

const onePerRole = (links: Link[]): Link[] =>
  LINK_ROLES.flatMap((role) => links.find((link) => link.role === role) ?? []);
