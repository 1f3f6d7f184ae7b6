/** An entry's fields as it would be kept, each with the source's own fields that say it. */
import type { ReactNode } from 'react';
import type { ApiPreview } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { Coded } from '../coded.tsx';

export type TriedEntry = NonNullable<ApiPreview['items'][number]['entry']>;

export type TriedItem = { entry: TriedEntry; place: ApiPreview['items'][number]['place'] };

export interface EntryField {
  word: Word;
  /** Undefined where the entry would say nothing of it. */
  becomes: ReactNode;
  /** Names under `raw`; none where the source's words are several and stand in its answers alone. */
  from: string[];
}

export function useEntryFields(): (item: TriedItem) => EntryField[] {
  const { say, language } = useSpeech();
  const { label, word } = useLabels();
  const coded = (value: { code: string | null; raw: string } | undefined, words: (code: string) => string) =>
    value && <Coded word={value.code === null ? null : words(value.code)} raw={value.raw} />;
  const row = (name: Word, becomes: ReactNode, ...from: string[]): EntryField => ({
    word: name,
    becomes,
    from,
  });
  const joined = (parts: string[]): string | undefined => parts.join(say('and')) || undefined;
  const day = (date: string | undefined) => date?.slice(0, 10);
  return ({ entry, place }) => {
    const { openness, sharing, frequency, volume, operation, registration } = entry;
    return [
      row('resource.title', entry.title, 'title'),
      row('fact.publisher', entry.publisher?.name, 'publisher', 'publisherCode', 'holder'),
      row('resource.description', entry.description, 'description'),
      row('fact.region', place?.[language], 'spatial', 'spatialCode'),
      row('fact.mode', label('mode', entry.mode), 'mode', 'kind'),
      row(
        'fact.openness',
        openness && (
          <Coded
            word={openness.class === 'unknown' ? null : label('openness', openness.class)}
            raw={openness.raw}
          />
        ),
        'openness',
      ),
      row('fact.conditions', openness?.conditions, 'openConditions'),
      row('preview.sharing', sharing?.raw, 'sharing', 'sharingConditions', 'sharingMode'),
      row(
        'fact.theme',
        entry.themes.length === 0
          ? undefined
          : entry.themes.map((theme, at) => (
              <span key={theme.raw}>
                {at > 0 ? say('and') : ''}
                {coded(theme, (code) => label('theme', code))}
              </span>
            )),
        'theme',
      ),
      row(
        'fact.industry',
        coded(entry.industry, (code) => label('industry', code)),
        'industry',
      ),
      row('fact.keywords', joined(entry.keywords), 'keywords'),
      row('fact.issued', day(entry.issued), 'issued'),
      row('fact.modified', day(entry.modified), 'modified'),
      row(
        'fact.frequency',
        coded(frequency, (code) => label('frequency', code)),
        'frequency',
      ),
      row(
        'fact.license',
        coded(entry.license, (code) => code),
        'license',
      ),
      row(
        'fact.volume',
        volume?.rows === undefined ? volume?.raw : say('volume.rows', { n: volume.rows }),
        ...['volume', 'rows', 'fileCount', 'apiCount'],
      ),
      row(
        'preview.files',
        joined([
          ...new Set(entry.distributions.map(({ format }) => format?.toUpperCase() ?? say('preview.file'))),
        ]),
        ...(entry.raw.formats === undefined ? [] : ['formats']),
      ),
      row('resource.items', joined(entry.dataItems.map(({ label: name, name: column }) => name ?? column))),
      row(
        'fact.contact',
        joined([entry.contact?.phone, entry.contact?.email].flatMap((each) => each ?? [])),
        'contactPhone',
        'contactEmail',
      ),
      row('fact.resourceCode', entry.catalogued?.code, 'resourceCode', 'identifier'),
      row('fact.classPath', entry.catalogued?.classPath?.join(' / '), 'classPath'),
      row('facet.implementingAgency', entry.implementingAgency?.name, 'implementingAgency'),
      row('facet.operator', joined((entry.operators ?? []).map(({ name }) => name)), 'operator'),
      row('operation.zone', operation?.zone, 'zone'),
      row(
        'operation.authorisation',
        coded(operation?.authorisation, (code) => word('authorisation-modes', code)),
        'authorisationMode',
      ),
      row('operation.term', operation?.term?.raw, 'term', 'termFrom', 'termUntil'),
      row('operation.ceilingPrice', operation?.ceilingPrice?.raw, 'ceilingPrice'),
      row('operation.actualPrice', operation?.actualPrice?.raw, 'actualPrice'),
      row('fact.registration', registration?.code, 'registrationCode'),
      row('preview.page', entry.landingPage, 'landingPage'),
    ];
  };
}
