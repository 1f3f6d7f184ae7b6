import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { decodeCursor, encodeCursor } from '../../../index/cursor.ts';
import type { ChangePlace } from '../../../index/port.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { entryAnswer } from '../../answers/entry/entry.ts';
import { flag, LANGUAGE } from '../../parameters.ts';
import { type ChangeAnswer, ChangeFeed } from '../../schemas/changes.ts';
import { answers, type Route } from '../route.ts';

/** Of all feeds: a cursor names a place in the entries' own order, whatever was asked. */
const QUESTION = 'changes';
const START: ChangePlace = { changedAt: new Date(0).toISOString(), id: '' };

const Query = z.strictObject({
  since: z
    .string()
    .min(1)
    .max(4000)
    .optional()
    .describe(
      'A cursor of an earlier answer, or an instant (ISO 8601), that instant included; the start where absent',
    ),
  size: z.coerce.number().int().min(1).max(500).default(100),
  tombstones: flag.default(true).describe('false: only entries that are there, for a first copy'),
  ...LANGUAGE,
});

/**
 * What changed since, in an order that stays: every entry once, where it changed last. A reader that goes on from
 * `cursor`, and now and then from some minutes before `at`, misses nothing: a batch may be seen a little after the
 * instant that it bears, and what comes twice is the same.
 */
export const changes: Route = (server, { catalogue, sources, instance }) => {
  server.get(
    '/api/v1/changes',
    {
      schema: {
        tags: ['catalogue'],
        summary: '变更流：新增、变更、下架的条目 / Entries added, changed and removed',
        description:
          '按变更时间排列，每个条目一次；游标在索引重建、目录库迁移后仍然有效。/ In the order of changes, each entry once; cursors outlive rebuilds and moves. Reach back some minutes now and then: a batch may be seen a little after its instant.',
        querystring: Query,
        response: answers(ChangeFeed),
      },
    },
    async ({ query: { since, size, tombstones } }) => {
      const at = new Date().toISOString();
      const after = placeOf(since);
      const [found, counts] = await Promise.all([
        catalogue.changes(after, size + 1, tombstones ? {} : { state: 'living' }),
        catalogue.counts(),
      ]);
      const items = found.slice(0, size);
      const last = items.at(-1);
      const place = last === undefined ? after : { changedAt: last.changedAt, id: last.entry.id };
      return {
        instance,
        items: items.map((stored): z.infer<typeof ChangeAnswer> => {
          const { entry, changedAt, resource } = stored;
          const common = { id: entry.id, changedAt, resource };
          if (stored.removedAt !== null) return { type: 'removed', ...common, title: entry.title };
          const { source } = entryAnswer(sources, stored);
          return { type: typeOf(stored), ...common, source, entry };
        }),
        cursor: encodeCursor(QUESTION, [place.changedAt, place.id]),
        more: found.length > size,
        living: counts.reduce((sum, { entries }) => sum + entries, 0),
        at,
      };
    },
  );
};

const typeOf = ({ firstSeen, changedAt }: StoredEntry): 'added' | 'changed' =>
  firstSeen === changedAt ? 'added' : 'changed';

/** Throws `request.cursor-invalid` for what is neither an instant nor a cursor of a feed. */
function placeOf(since: string | undefined): ChangePlace {
  if (since === undefined) return START;
  const instant = z.iso.datetime({ offset: true });
  if (instant.safeParse(since).success) return { changedAt: new Date(since).toISOString(), id: '' };
  const [changedAt, id] = decodeCursor(since, QUESTION, ['string', 'string']) as [string, string];
  if (!instant.safeParse(changedAt).success)
    throw new CodedError('request.cursor-invalid', 'The cursor cannot be read');
  return { changedAt, id };
}
