import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { CodedError, ERRORS } from '../../../config/errors/errors.ts';
import { COUNTRY } from '../../../config/regions.ts';
import { prefixOf } from '../../../config/registry/prefix.ts';
import { placeLabel } from '../../../config/words.ts';
import type { TrialOutcome, Tried } from '../../../harvester/control/control.ts';
import { idOf, proposedRow, yamlOf } from '../../../harvester/discovery/row.ts';
import type { Caller } from '../../access/caller.ts';
import { fewOf } from '../../access/limits.ts';
import { rightsOf } from '../../access/rules.ts';
import type { ApiContext } from '../../context.ts';
import { languageOf } from '../../language.ts';
import { Id, LANGUAGE, OnlyLanguage } from '../../parameters.ts';
import { AskPreview, PreviewAnswer } from '../../schemas/people/preview.ts';
import { RegionCode } from '../../schemas/people/texts.ts';
import { answers, type Route } from '../route.ts';
import { receivingFew } from './receiving.ts';
import { LARGEST_FILE } from './source-catalogue.ts';

/** Records that are shown; ms that one may take; previews at one time of strangers, and as many of others, as each asks somebody's platform. */
const SHOWN = 20;
const LONGEST_MS = 60_000;
const AT_ONCE = 2;

/** The row to hand in; null where nothing was recognised. */
function proposalOf(
  found: TrialOutcome['found'],
  sources: ApiContext['sources'],
): ReturnType<typeof proposedRow> | null {
  const [best] = found?.fitting ?? [];
  if (found === undefined || best === undefined) return null;
  const { address, region, title = new URL(address).hostname } = found;
  const prefix = region === undefined ? undefined : prefixOf(sources.values(), region);
  return proposedRow(
    found,
    best,
    { id: idOf(address, prefix), region: region ?? COUNTRY, title },
    new Date().toISOString().slice(0, 7),
  );
}

/** Whoever may add a source may try before what they may add, which an address of this network is where the settings allow it. */
const mayAdd = (caller: Caller | null): boolean => rightsOf(caller).includes('sources.add');

/** What a source, an address or a file would come to: nothing is written. */
export const previews: Route = (server, { control, sources, limits }) => {
  const under = { strangers: 0, others: 0 };
  const few = fewOf(({ caller }) => mayAdd(caller), limits);

  async function preview(
    tried: Tried | string,
    language: 'zh' | 'en',
    trusted: boolean,
  ): Promise<z.infer<typeof PreviewAnswer>> {
    const whose = trusted ? 'others' : 'strangers';
    if (under[whose] >= AT_ONCE)
      throw new CodedError('request.rate-limited', `${AT_ONCE}`, { retryAfter: 30 });
    under[whose] += 1;
    const signal = AbortSignal.timeout(LONGEST_MS);
    try {
      const { trial, found } = await control.trial(tried, { size: SHOWN, signal, trusted });
      const proposed = proposalOf(found, sources);
      const told = ({ code, detail }: { code: keyof typeof ERRORS; detail: string }) => {
        const { retry, blame, [language]: message } = ERRORS[code];
        return { code, message, detail, retry, blame };
      };
      const failed = found?.fitting.length ? [] : (found?.failed ?? []);
      const faults = [
        ...(found?.problem === undefined ? [] : [found.problem]),
        ...failed.filter(({ evidence }) => evidence.length > 0).flatMap(({ report }) => report.problems),
        ...(trial?.problems ?? []),
      ];
      return {
        family: trial?.family ?? null,
        base: found?.fitting[0]?.base ?? null,
        alternatives: found?.fitting.slice(1).map(({ family }) => family) ?? [],
        title: found?.title ?? null,
        region: found?.region ?? null,
        declared: trial?.declared ?? null,
        items: (trial?.records ?? []).map(({ refused, ...rest }) => ({
          ...rest,
          place: rest.entry && placeLabel(rest.entry.spatial.code),
          refused: refused && { ...told(refused), excerpt: refused.excerpt },
        })),
        problems: faults.map(told),
        proposed,
        row: proposed && yamlOf(proposed),
      };
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new CodedError('source.timeout', `> ${LONGEST_MS / 1000} s`, {
        hint: '请给目录列表页或接口的网址，不要给首页 / give the address of the list or of the interface, not the front page',
        cause: error,
      });
    } finally {
      under[whose] -= 1;
    }
  }

  server.post(
    '/api/v1/sources/:id/preview',
    {
      schema: {
        tags: ['sources'],
        summary: '预览一个来源，不写入 / What a source would come to; nothing is written',
        security: [{ key: [] }],
        params: Id,
        querystring: OnlyLanguage,
        response: answers(PreviewAnswer),
      },
      // Nothing is written, and yet the source is asked.
      config: { act: { name: () => 'preview', on: 'source' } },
    },
    async (request) => {
      if (!sources.has(request.params.id)) throw new CodedError('source.unknown', request.params.id);
      return preview(request.params.id, languageOf(request), true);
    },
  );

  server.post(
    '/api/v1/previews',
    {
      config: { rateLimit: few },
      schema: {
        tags: ['sources'],
        summary: '预览一个网址，不写入 / What an address would come to; nothing is written',
        querystring: OnlyLanguage,
        body: AskPreview,
        response: answers(PreviewAnswer),
      },
    },
    async (request) => {
      const { url, family } = request.body;
      return preview({ address: url, family }, languageOf(request), mayAdd(request.caller));
    },
  );

  // Its own room, as for files that are kept: bytes are taken as they are.
  server.register(async (plain) => {
    const scope = plain.withTypeProvider<ZodTypeProvider>();
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/api/v1/previews/file',
      {
        bodyLimit: LARGEST_FILE,
        ...receivingFew(),
        config: { rateLimit: few },
        schema: {
          tags: ['sources'],
          summary: '预览一个目录文件，不写入 / What a catalogue file would come to; it is not kept',
          querystring: z.strictObject({
            name: z.string().max(200).default('').describe('What the file is called'),
            region: RegionCode.optional().describe('Whose catalogue it is, GB/T 2260'),
            ...LANGUAGE,
          }),
          response: answers(PreviewAnswer),
        },
      },
      async (request) => {
        const { body, query } = request;
        if (!(body instanceof Uint8Array) || body.length === 0) {
          throw new CodedError('request.invalid', '文件为空 / the body is empty');
        }
        const file = { name: query.name, body, by: 'preview' };
        return preview({ file, region: query.region }, languageOf(request), mayAdd(request.caller));
      },
    );
  });
};
