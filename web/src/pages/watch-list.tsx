/** One watch list: its findings with the reasons, narrowed by place, source and decision; all of it in the address. */
import { useParams, useSearchParams } from 'react-router';
import { useFindings } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { Choice } from '../parts/watch/choice.tsx';
import { Finding, VERDICTS } from '../parts/watch/finding.tsx';
import { useSpeech } from '../words/language.tsx';

const ASKED = ['region', 'source', 'decision', 'cursor'];

export function WatchListPage() {
  const { say, instant, language } = useSpeech();
  const list = useParams().list ?? '';
  const [search] = useSearchParams();
  const query = new URLSearchParams({ size: '20' });
  for (const key of ASKED) {
    const value = search.get(key);
    if (value) query.set(key, value);
  }
  const answer = useFindings(list, query);
  usePageTitle(answer.data?.name[language] ?? say('watch.title'));
  return (
    <>
      <p className="crumbs">
        <PlaceLink path="/watch">{say('watch.title')}</PlaceLink>
      </p>
      <Answer of={answer} lines={14}>
        {({ name, definition, at, total, items, regions, sources, cursor }) => (
          <>
            <h1>{name[language]}</h1>
            <p>{definition[language]}</p>
            <p className="quiet">
              {say('watch.total', { n: total })}
              {language === 'zh' ? '，' : ', '}
              {at === null ? say('watch.never') : instant(at)}
            </p>
            <div className="chips">
              <Choice
                name="region"
                label={say('coverage.place')}
                values={regions.map(({ code, label, count }) => [code, `${label[language]} (${count})`])}
              />
              <Choice
                name="source"
                label={say('coverage.source')}
                values={sources.map(({ id, title, count }) => [id, `${title} (${count})`])}
              />
              <Choice
                name="decision"
                label={say('watch.decision')}
                values={VERDICTS.map((one) => [one, say(`watch.${one}`)])}
              />
            </div>
            {items.length === 0 ? <p>{say('watch.none')}</p> : null}
            {items.map((finding) => (
              <Finding key={finding.key} list={list} finding={finding} />
            ))}
            {cursor === null ? null : (
              <PlaceLink
                path={`/watch/${list}`}
                query={
                  new URLSearchParams([
                    ...[...query].filter(([key]) => key !== 'size' && key !== 'cursor'),
                    ['cursor', cursor],
                  ])
                }
              >
                {say('watch.more')}
              </PlaceLink>
            )}
          </>
        )}
      </Answer>
    </>
  );
}
