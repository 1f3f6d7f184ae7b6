/** A feed in Atom (RFC 4287), with tombstones (RFC 6721) and pages (RFC 5005). */
import { officeOf } from '../../../index/office.ts';
import { entryIri, resourceIri } from '../base.ts';
import { address } from '../dcat/rdf/statements.ts';
import { type XmlNode, xmlDocument } from '../xml.ts';
import type { Feed } from './feed.ts';

export interface FeedAddresses {
  base: string;
  /** Of this page, of the first, of the next where there is one. */
  self: string;
  first: string;
  next: string | undefined;
  /** The page of the search for people. */
  page: string;
  title: string;
}

export const ATOM = 'application/atom+xml';

const link = (rel: string, href: string, type?: string): XmlNode => ({
  '@rel': rel,
  '@href': href,
  ...(type === undefined ? {} : { '@type': type }),
});

export function atom(feed: Feed, { base, self, first, next, page, title }: FeedAddresses): string {
  const entries = feed.items.map(({ resource, updated }): XmlNode => {
    const { id, lead, offers } = resource;
    const { entry } = lead;
    const office = officeOf(entry);
    const landing = address(entry.landingPage);
    return {
      id: resourceIri(base, id),
      title: entry.title,
      updated,
      published: offers.map(({ firstSeen }) => firstSeen).sort()[0] ?? updated,
      author: office && { name: office.name },
      link: [
        link('alternate', resourceIri(base, id), 'text/html'),
        link('alternate', `${resourceIri(base, id)}.jsonld`, 'application/ld+json'),
        ...(landing === undefined ? [] : [link('via', landing)]),
      ],
      category: [...new Set(entry.keywords)].map((term) => ({ '@term': term })),
      summary: entry.description === undefined ? undefined : { '#': entry.description, '@type': 'text' },
    };
  });
  return xmlDocument({
    feed: {
      '@xmlns': 'http://www.w3.org/2005/Atom',
      '@xmlns:at': 'http://purl.org/atompub/tombstones/1.0',
      '@xml:lang': 'zh-CN',
      id: first,
      title,
      updated: feed.updated,
      author: { name: '汇目 Huimu', uri: base },
      generator: 'Huimu',
      link: [
        link('self', self, ATOM),
        link('first', first, ATOM),
        ...(next === undefined ? [] : [link('next', next, ATOM)]),
        link('alternate', page, 'text/html'),
      ],
      entry: entries,
      'at:deleted-entry': feed.gone.map(({ entry, resource, removedAt, changedAt }) => ({
        '@ref': resourceIri(base, resource),
        '@when': removedAt ?? changedAt,
        link: link('related', entryIri(base, entry.id)),
        'at:comment': entry.title,
      })),
    },
  });
}
