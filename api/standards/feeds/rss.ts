/** A feed in RSS 2.0. It has no way to tell of what went away: that is in Atom. */
import { officeOf } from '../../../index/office.ts';
import { resourceIri } from '../base.ts';
import { xmlDocument } from '../xml.ts';
import { ATOM, type FeedAddresses } from './atom.ts';
import type { Feed } from './feed.ts';

export const RSS = 'application/rss+xml';

/** RFC 822, as RSS wants dates. */
const dated = (instant: string): string => new Date(instant).toUTCString().replace('GMT', '+0000');

export function rss(feed: Feed, { base, self, first, next, page, title }: FeedAddresses): string {
  const link = (rel: string, href: string) => ({
    '@rel': rel,
    '@href': href,
    '@type': rel === 'self' ? RSS : ATOM,
  });
  return xmlDocument({
    rss: {
      '@version': '2.0',
      '@xmlns:atom': 'http://www.w3.org/2005/Atom',
      '@xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      channel: {
        title,
        link: page,
        description: `${title}：${feed.total} 个资源`,
        language: 'zh-cn',
        lastBuildDate: dated(feed.updated),
        generator: 'Huimu',
        'atom:link': [
          link('self', self),
          { ...link('first', first), '@type': RSS },
          ...(next === undefined ? [] : [{ ...link('next', next), '@type': RSS }]),
        ],
        item: feed.items.map(({ resource, updated }) => {
          const { entry } = resource.lead;
          const office = officeOf(entry);
          return {
            title: entry.title,
            link: resourceIri(base, resource.id),
            guid: { '#': resourceIri(base, resource.id), '@isPermaLink': 'true' },
            pubDate: dated(updated),
            'dc:creator': office?.name,
            category: [...new Set(entry.keywords)],
            description: entry.description,
          };
        }),
      },
    },
  });
}
