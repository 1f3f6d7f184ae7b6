/**
 * Exports of any search and of statistics: the ending names the format (`format` is a filter: of distributions). A broken
 * download goes on with `Range`, from the file that its `ETag` names.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chinaDay } from '../../../index/history/day.ts';
import { FACETS } from '../../../index/query.ts';
import type { Dataset, ExportRecord, Facts } from '../../exports/dataset.ts';
import { entriesDataset, entryRecords, saidOf } from '../../exports/entries.ts';
import { FORMATS, type Format, MEDIA_TYPES, written } from '../../exports/formats.ts';
import { type KeptExport, KeptExports } from '../../exports/kept.ts';
import { statisticsDataset, statisticsRecords } from '../../exports/statistics.ts';
import { sendRanged } from '../../http/ranged-file.ts';
import { FILTERS, filtersOf, LANGUAGE, LONGEST_QUERY, repeated } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import type { Route } from '../route.ts';

const EntriesQuery = z.strictObject({
  q: z.string().max(LONGEST_QUERY).default('').describe('Words; empty finds all'),
  literal: repeated(z.string().min(1).max(LONGEST_QUERY)).describe('Words that mean nothing but themselves'),
  ...FILTERS,
  ...LANGUAGE,
});
const StatisticsQuery = z
  .strictObject({
    by: repeated(z.enum(FACETS)).describe('Facets to count by, up to three'),
    ...FILTERS,
    ...LANGUAGE,
  })
  .refine(({ by }) => new Set(by).size <= 3, { path: ['by'], message: '≤ 3' });

const file = (format: Format) => {
  const type = MEDIA_TYPES[format].split(';')[0] as string;
  const content = { [type]: { schema: z.any() } };
  const whole = { description: 'The file', content };
  return { 200: whole, 206: { description: 'The part that Range asks for', content }, ...refusals };
};

interface Made {
  dataset: Dataset;
  records: AsyncIterable<ExportRecord[]>;
}

/** The kept file that goes on where a connection broke; undefined where a new one answers. */
function goneOn(kept: KeptExports, request: FastifyRequest, question: string, format: Format) {
  if (request.headers.range === undefined) return undefined;
  const condition = request.headers['if-range']?.toString();
  if (condition !== undefined) return kept.named(condition.replaceAll('"', ''));
  // Whoever does not say of which file gets it only where there is no doubt.
  const all = kept.of(question, format);
  return all.length === 1 ? all[0] : undefined;
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  made: KeptExport,
  name: string,
  format: Format,
) {
  const etag = `"${made.name}"`;
  const cacheControl = 'no-cache';
  reply.header('content-disposition', `attachment; filename="${name}"`);
  const { growing } = made;
  const ranged = request.headers.range !== undefined;
  // How long the whole is, which a part has to say, is known once it is written.
  if (growing !== undefined && (ranged || request.method === 'HEAD')) await growing.done;
  const here =
    growing === undefined || (ranged && !growing.failed) || (request.method === 'HEAD' && !growing.failed);
  if (here)
    return sendRanged(request, reply, {
      path: made.path,
      etag,
      mediaType: MEDIA_TYPES[format],
      cacheControl,
    });
  reply.header('etag', etag).header('accept-ranges', 'bytes').header('cache-control', cacheControl);
  return reply.type(MEDIA_TYPES[format]).send((growing as NonNullable<typeof growing>).readable());
}

export const exports: Route = (server, { catalogue, sources, version, exports: kept }) => {
  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    format: Format,
    asked: object,
    make: (asOf: string) => Promise<Made>,
  ) => {
    const question = KeptExports.question(asked);
    let found = goneOn(kept, request, question, format) ?? kept.fresh(question, format);
    if (found === undefined) {
      const { dataset, records } = await make(new Date().toISOString());
      found = kept.make(question, format, () => written(format, dataset, records));
    }
    return send(request, reply, found, `huimu-${chinaDay(Date.now())}.${format}`, format);
  };

  server.addHook('onClose', () => kept.close());
  for (const format of FORMATS) {
    server.get(
      `/api/v1/exports/entries.${format}`,
      {
        compress: false,
        schema: {
          tags: ['exports'],
          summary: `导出检索结果的条目（${format}）/ Entries of any search as ${format}`,
          querystring: EntriesQuery,
          response: file(format),
        },
      },
      async (request, reply) => {
        const { q, literal, ...query } = request.query;
        const question = {
          words: { text: q, ...(literal === undefined ? {} : { literal }) },
          filters: filtersOf(query),
        };
        return answer(request, reply, format, ['entries', question], async (asOf) => {
          const facts: Facts = { asOf, program: version, question: saidOf(question) };
          const records = entryRecords(catalogue, sources, question, asOf);
          return { dataset: entriesDataset(facts), records };
        });
      },
    );
    server.get(
      `/api/v1/exports/statistics.${format}`,
      {
        compress: false,
        schema: {
          tags: ['exports'],
          summary: `导出统计（${format}）/ Statistics as ${format}`,
          querystring: StatisticsQuery,
          response: file(format),
        },
      },
      async (request, reply) => {
        const by = [...new Set(request.query.by ?? [])];
        const filters = filtersOf(request.query);
        return answer(request, reply, format, ['statistics', by, filters], async () => {
          const found = await catalogue.statistics({ by, filters });
          const facts: Facts = {
            asOf: found.at,
            program: version,
            question: { by, ...filters },
            total: found.total,
          };
          const records = statisticsRecords(found, by, sources);
          return { dataset: statisticsDataset(by, facts), records: inOne(records) };
        });
      },
    );
  }
};

async function* inOne(records: ExportRecord[]): AsyncGenerator<ExportRecord[]> {
  yield records;
}
