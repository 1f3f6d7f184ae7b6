import type { ReactNode } from 'react';
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { Coded } from '../coded.tsx';
import { PlaceLink } from '../place-link.tsx';

/** Where a value comes from, told on hover and focus: whose offer, and in which words. */
function Origin({ source, raw, children }: { source: string; raw: string; children: ReactNode }) {
  const { say } = useSpeech();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is told on hover is told to the keyboard, too
    <span className="origin" tabIndex={0} data-origin={say('fact.origin', { source, raw })}>
      {children}
      <span className="hidden">{say('fact.origin', { source, raw })}</span>
    </span>
  );
}

export function Facts({ stored }: { stored: ApiStoredEntry }) {
  const { say, count, instant, language } = useSpeech();
  const { label } = useLabels();
  const { entry, source } = stored;
  const volume = entry.volume;
  /** `raw`: the source's own words for it, where the value is another. */
  const rows: { word: Word; value: ReactNode; raw?: string | undefined }[] = [
    {
      word: 'fact.publisher',
      value: entry.publisher ? (
        <PlaceLink
          key="publisher"
          path="/search"
          query={new URLSearchParams({ publisher: entry.publisher.name })}
        >
          {entry.publisher.name}
        </PlaceLink>
      ) : undefined,
    },
    { word: 'fact.region', value: stored.place[language], raw: entry.spatial.raw },
    {
      word: 'fact.source',
      value: (
        <PlaceLink key="source" path={`/sources/${source.id}`}>
          {source.title}
        </PlaceLink>
      ),
    },
    { word: 'fact.mode', value: label('mode', entry.mode) },
    {
      word: 'fact.openness',
      raw: entry.openness?.raw,
      value: entry.openness ? (
        <Coded
          word={entry.openness.class === 'unknown' ? null : label('openness', entry.openness.class)}
          raw={entry.openness.raw}
        />
      ) : undefined,
    },
    { word: 'fact.conditions', value: entry.openness?.conditions },
    {
      word: 'fact.theme',
      raw: entry.themes.map(({ raw }) => raw).join(say('and')) || undefined,
      value:
        entry.themes.length === 0
          ? undefined
          : entry.themes.map((theme, position) => (
              <span key={theme.raw}>
                {position > 0 ? say('and') : ''}
                <Coded word={theme.code === null ? null : label('theme', theme.code)} raw={theme.raw} />
              </span>
            )),
    },
    {
      word: 'fact.industry',
      raw: entry.industry?.raw,
      value: entry.industry ? (
        <Coded
          word={entry.industry.code === null ? null : label('industry', entry.industry.code)}
          raw={entry.industry.raw}
        />
      ) : undefined,
    },
    {
      word: 'fact.frequency',
      raw: entry.frequency?.raw,
      value: entry.frequency ? (
        <Coded
          word={entry.frequency.code === null ? null : label('frequency', entry.frequency.code)}
          raw={entry.frequency.raw}
        />
      ) : undefined,
    },
    { word: 'fact.issued', value: entry.issued?.replace('T', ' ').replace('+08:00', '') },
    { word: 'fact.modified', value: entry.modified?.replace('T', ' ').replace('+08:00', '') },
    {
      word: 'fact.volume',
      raw: entry.volume?.raw,
      value:
        volume === undefined
          ? undefined
          : [
              volume.rows === undefined ? null : say('volume.rows', { n: volume.rows }),
              volume.files === undefined ? null : say('volume.files', { n: volume.files }),
              volume.apis === undefined ? null : say('volume.apis', { n: volume.apis }),
              volume.bytes === undefined ? null : `${count(volume.bytes)} B`,
            ]
              .filter(Boolean)
              .join('，') || volume.raw,
    },
    {
      word: 'fact.license',
      value: entry.license ? <Coded word={entry.license.code} raw={entry.license.raw} /> : undefined,
    },
    {
      word: 'fact.keywords',
      value:
        entry.keywords.length === 0
          ? undefined
          : entry.keywords.map((keyword, position) => (
              <span key={keyword}>
                {position > 0 ? say('and') : ''}
                <PlaceLink path="/search" query={new URLSearchParams({ q: keyword })}>
                  {keyword}
                </PlaceLink>
              </span>
            )),
    },
    {
      word: 'fact.contact',
      value: [entry.contact?.phone, entry.contact?.email].filter(Boolean).join('，') || undefined,
    },
    { word: 'fact.resourceCode', value: entry.catalogued?.code },
    { word: 'fact.classPath', value: entry.catalogued?.classPath?.join(' / ') },
    { word: 'fact.relatedCodes', value: entry.catalogued?.related?.join('，') },
    { word: 'fact.sharingWay', value: entry.sharing?.way },
    { word: 'fact.registration', value: entry.registration?.code },
    {
      word: 'fact.id',
      value: (
        <span key="id" className="code">
          {entry.id}
        </span>
      ),
    },
    {
      word: 'fact.nativeId',
      value: entry.nativeId ? (
        <span key="native" className="code">
          {entry.nativeId}
        </span>
      ) : undefined,
    },
    { word: 'fact.seen', value: instant(stored.firstSeen) },
  ];
  return (
    <aside className="facts" aria-label={say('resource.facts')}>
      <h2>{say('resource.facts')}</h2>
      <dl>
        {rows.map(({ word, value, raw }) =>
          value === undefined ? null : (
            <div key={word} style={{ display: 'contents' }}>
              <dt>{say(word)}</dt>
              <dd>
                {raw === undefined ? (
                  value
                ) : (
                  <Origin source={source.title} raw={raw}>
                    {value}
                  </Origin>
                )}
              </dd>
            </div>
          ),
        )}
      </dl>
    </aside>
  );
}
