/** What national staff watch for: the six lists with what each means, how much it holds, and where. */
import { useWatch } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { CertaintyCounts } from '../parts/watch/certainty.tsx';
import { useSpeech } from '../words/language.tsx';

export function WatchPage() {
  const { say, count, instant, language } = useSpeech();
  const answer = useWatch();
  usePageTitle(say('watch.title'));
  return (
    <>
      <h1>{say('watch.title')}</h1>
      <Answer of={answer} lines={14}>
        {({ at, entries, lists }) => (
          <>
            <p className="quiet">
              {at === null ? say('watch.never') : say('watch.lead', { at: instant(at), n: entries })}
            </p>
            {lists.map((list) => (
              <section key={list.list}>
                <h2>
                  <PlaceLink path={`/watch/${list.list}`}>{list.name[language]}</PlaceLink>
                </h2>
                <p>{list.definition[language]}</p>
                <p>
                  {say('watch.found', { n: list.found })}
                  {list.kept < list.found ? say('watch.kept', { n: list.kept }) : ''}{' '}
                  <CertaintyCounts of={list.certainties} />
                </p>
                <p className="small">
                  {list.regions.slice(0, 8).map(({ code, label, count: found }) => (
                    <span key={code}>
                      <PlaceLink path={`/watch/${list.list}`} query={new URLSearchParams({ region: code })}>
                        {`${label[language]} ${count(found)}`}
                      </PlaceLink>{' '}
                    </span>
                  ))}
                </p>
              </section>
            ))}
          </>
        )}
      </Answer>
    </>
  );
}
