/** The questions that the pages put to the API, each with its cache key. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type {
  ApiAbout,
  ApiCoverage,
  ApiEntryQuality,
  ApiFindings,
  ApiOperationLedger,
  ApiQuality,
  ApiRegions,
  ApiRejectionList,
  ApiResource,
  ApiResourceHistory,
  ApiRun,
  ApiRunList,
  ApiSearchResult,
  ApiSimilar,
  ApiSource,
  ApiSourceList,
  ApiSuggestions,
  ApiUnknowns,
  ApiVocabularies,
  ApiWatch,
  Facet,
} from '../../../api/types.ts';
import { useSpeech } from '../words/language.tsx';
import { ask } from './client.ts';

/** `everyMs`: asked again so often, as long as the answer is such (`while`). */
export function useAnswer<T>(
  path: string | null,
  options: { keep?: boolean; everyMs?: number; while?: (answer: T) => boolean; forever?: boolean } = {},
) {
  const { language } = useSpeech();
  return useQuery<T>({
    queryKey: [path, language],
    queryFn: ({ signal }) => ask<T>(path as string, language, signal),
    enabled: path !== null,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && options.while?.(data) === false ? false : (options.everyMs ?? false),
    ...(options.forever ? { staleTime: Number.POSITIVE_INFINITY } : {}),
  });
}

const id = encodeURIComponent;

/** Null asks nothing. */
export const useSearchAnswer = (query: URLSearchParams | null) =>
  useAnswer<ApiSearchResult>(query === null ? null : `/search?${query}`, { keep: true });
/** What the first page shows: all there is by place, theme and mode, and what changed last. */
export const useFrontAnswer = () =>
  useAnswer<ApiSearchResult>(
    '/search?sort=modified&size=8&highlight=false&facets=province&facets=city&facets=theme&facets=mode&facetSize=400',
  );
/** Null asks nothing. */
export const useSuggestions = (typed: string | null) =>
  useAnswer<ApiSuggestions>(typed === null ? null : `/suggest?q=${id(typed)}`, { keep: true });
export const useCoverage = (query = '') => useAnswer<ApiCoverage>(`/coverage${query}`, { keep: true });
/** Mean quality of every province, of entries that live. Not asked where nobody looks at it. */
export const useProvinceQuality = (asked: boolean) =>
  useAnswer<ApiQuality>(asked ? '/quality?by=region' : null);
export const useOperationLedger = (query: URLSearchParams) =>
  useAnswer<ApiOperationLedger>(`/coverage/operation?${query}`, { keep: true });
export const useWatch = () => useAnswer<ApiWatch>('/watch');
export const useFindings = (list: string, query: URLSearchParams) =>
  useAnswer<ApiFindings>(`/watch/${id(list)}?${query}`, { keep: true });
export const useResource = (resource: string) => useAnswer<ApiResource>(`/resources/${id(resource)}`);
export const useResourceHistory = (resource: string) =>
  useAnswer<ApiResourceHistory>(`/resources/${id(resource)}/history`);
export const useSimilar = (resource: string) => useAnswer<ApiSimilar>(`/resources/${id(resource)}/similar`);
export const useEntryQuality = (entry: string) => useAnswer<ApiEntryQuality>(`/entries/${id(entry)}/quality`);
/** Null asks nothing. */
export const useUnknowns = (source: string | null) =>
  useAnswer<ApiUnknowns>(source === null ? null : `/unknowns?source=${id(source)}&size=1000`, { keep: true });
export const useSources = () => useAnswer<ApiSourceList>('/sources', { everyMs: 10_000 });
export const useSource = (source: string) =>
  useAnswer<ApiSource>(`/sources/${id(source)}`, { everyMs: 10_000 });
/** A run that is short may have ended between this and the source's own answer: then nobody listens for its end. */
export const useSourceRuns = (source: string) =>
  useAnswer<ApiRunList>(`/sources/${id(source)}/runs?size=20`, {
    everyMs: 5_000,
    while: ({ items }) => items.some(({ status }) => status === 'running'),
  });
export const useRuns = (cursor: string | null) =>
  useAnswer<ApiRunList>(`/runs?size=50${cursor ? `&cursor=${id(cursor)}` : ''}`, {
    everyMs: 10_000,
    keep: true,
  });
export const useRun = (run: string) => useAnswer<ApiRun>(`/runs/${id(run)}`, { everyMs: 5_000 });
export const useRejections = (run: string, cursor: string | null) =>
  useAnswer<ApiRejectionList>(`/runs/${id(run)}/rejections?size=50${cursor ? `&cursor=${id(cursor)}` : ''}`, {
    keep: true,
  });

export const useAbout = () => useAnswer<ApiAbout>('/about', { forever: true });

/**
 * Whether the words for codes and the line that every page shows are there, or will not come: what is shown before
 * would change under the reader's eyes.
 */
export function useReady(): boolean {
  const asked = [useVocabularies(), useRegions(), useAbout()];
  return asked.every(({ isPending }) => !isPending);
}

export const useVocabularies = () => useAnswer<ApiVocabularies>('/vocabularies', { forever: true });
export const useRegions = () => useAnswer<ApiRegions>('/regions', { forever: true });

/** Words for the codes that entries and facets carry. */
export function useLabels() {
  const { language } = useSpeech();
  const vocabularies = useVocabularies().data;
  const regions = useRegions().data;
  const facetWords = useMemo(
    () =>
      new Map(
        vocabularies?.facets.map((facet) => [
          facet.facet,
          new Map(facet.values.map((term) => [term.value, term.label])),
        ]),
      ),
    [vocabularies],
  );
  const listWords = useMemo(
    () =>
      new Map(
        vocabularies?.lists.map(({ list, values }) => [
          list,
          new Map(values.map((term) => [term.value, term.label])),
        ]),
      ),
    [vocabularies],
  );
  const places = useMemo(() => new Map(regions?.items.map((place) => [place.code, place])), [regions]);
  const label = useCallback(
    (facet: Facet, value: string) => facetWords.get(facet)?.get(value)?.[language] ?? value,
    [facetWords, language],
  );
  /** The word for a code of a list that is no facet. */
  const word = useCallback(
    (list: string, code: string) => listWords.get(list)?.get(code)?.[language] ?? code,
    [listWords, language],
  );
  /** 广西壮族自治区 桂林市: the place with those it lies in, widest first. */
  const place = useCallback(
    (code: string) => {
      const names: string[] = [];
      let at = places.get(code);
      while (at !== undefined && at.level !== 'country') {
        names.unshift(at.label[language]);
        at = at.parent === null ? undefined : places.get(at.parent);
      }
      return names.join(' ') || places.get(code)?.label[language] || code;
    },
    [places, language],
  );
  /** 广西: a province by its short name; nothing while the names are not there. */
  const province = useCallback((code: string) => places.get(code)?.label[language] ?? '', [places, language]);
  /** The filter of search that a place is found by: counties have none, and are found with their city or province. */
  const placeFilter = useCallback(
    (code: string): ['province' | 'city', string] => {
      const [city, province] = [`${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`];
      const known = [code, city, province].map((one) => places.get(one)).find((one) => one !== undefined);
      return [known?.level === 'city' ? 'city' : 'province', known?.code ?? code];
    },
    [places],
  );
  /** What a family of platforms is called. */
  const family = useCallback(
    (name: string) => vocabularies?.families.find(({ value }) => value === name)?.label[language] ?? name,
    [vocabularies, language],
  );
  return { label, word, family, place, placeFilter, province };
}
