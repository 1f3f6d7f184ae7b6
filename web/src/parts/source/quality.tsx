/** What a source's administrator can mend, what brings most first, each with the records that it is about. */

import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { ApiSource, ApiSourceQuality } from '../../../../api/types.ts';
import { useLacking, useSourceQuality } from '../../api/sources.ts';
import { useSpeech } from '../../words/language.tsx';
import { Answer } from '../answer.tsx';
import { ListPages } from '../list-pages.tsx';
import { PlaceLink } from '../place-link.tsx';

const DIMENSIONS = ['completeness', 'timeliness', 'usability', 'clarity'] as const;

export function QualityView({ source }: { source: ApiSource }) {
  const [search] = useSearchParams();
  const criterion = search.get('criterion');
  return (
    <Answer of={useSourceQuality(source.id)}>
      {(report) => (
        <>
          <Scores report={report} />
          {criterion === null ? (
            <Gains report={report} />
          ) : (
            <Lacking key={criterion} source={source.id} criterion={criterion} />
          )}
        </>
      )}
    </Answer>
  );
}

function Scores({ report: { figures, at } }: { report: ApiSourceQuality }) {
  const { say, instant } = useSpeech();
  return (
    <dl className="figures">
      <div>
        <dt>{say('quality.mean')}</dt>
        <dd>{say('quality.score', { n: Math.round(figures.score) })}</dd>
      </div>
      {DIMENSIONS.map((one) => (
        <div key={one}>
          <dt>{say(`quality.${one}`)}</dt>
          <dd>{Math.round(figures.dimensions[one] * 100)}%</dd>
        </div>
      ))}
      <div>
        <dt>{say('quality.at')}</dt>
        <dd className="small">{instant(at)}</dd>
      </div>
    </dl>
  );
}

function Gains({ report: { source, gains } }: { report: ApiSourceQuality }) {
  const { say, count, language } = useSpeech();
  const [search] = useSearchParams();
  if (gains.length === 0) return <p className="quiet">{say('quality.nothing')}</p>;
  const toward = (criterion: string) => {
    const next = new URLSearchParams(search);
    next.delete('lang');
    next.set('criterion', criterion);
    return next;
  };
  return (
    <>
      <h2>{say('quality.first')}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('quality.criterion')}</th>
              <th className="number">{say('quality.gain')}</th>
              <th className="number">{say('quality.lacking.n')}</th>
              <th>{say('quality.examples')}</th>
            </tr>
          </thead>
          <tbody>
            {gains.map((gain) => (
              <tr key={gain.code}>
                <td>
                  {gain.label[language]}
                  <div className="small quiet">{gain.mend[language]}</div>
                </td>
                <td className="number">+{Math.round(gain.gain * 10) / 10}</td>
                <td className="number">
                  <PlaceLink path={`/sources/${source}`} query={toward(gain.code)}>
                    {count(gain.lacking)}
                  </PlaceLink>
                </td>
                <td className="small">{gain.examples.map(({ title }) => title).join(say('and'))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small quiet">{say('quality.gain.means')}</p>
    </>
  );
}

function Lacking({ source, criterion }: { source: string; criterion: string }) {
  const { say, language } = useSpeech();
  const [cursor, setCursor] = useState<string | null>(null);
  return (
    <Answer of={useLacking(source, criterion, cursor)}>
      {(answer) => (
        <>
          <p className="crumbs">
            <PlaceLink path={`/sources/${source}`} query={new URLSearchParams({ view: 'quality' })}>
              {say('quality.back')}
            </PlaceLink>
          </p>
          <h2>{answer.criterion.label[language]}</h2>
          <p className="quiet">{answer.criterion.mend[language]}</p>
          <div className="scroll">
            <table>
              <thead>
                <tr>
                  <th>{say('resource.title')}</th>
                  <th>{say('quality.stated')}</th>
                  <th>{say('quality.record')}</th>
                </tr>
              </thead>
              <tbody>
                {answer.items.map((one) => (
                  <tr key={one.id}>
                    <td>{one.title}</td>
                    <td>{one.stated ?? <span className="quiet">{say('quality.stated.none')}</span>}</td>
                    <td>
                      {one.landingPage === undefined ? null : (
                        <a href={one.landingPage} rel="noreferrer noopener" target="_blank">
                          {say('resource.get.page')}
                        </a>
                      )}
                      <div className="code">{one.id}</div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <ListPages from={cursor} next={answer.cursor} go={setCursor} />
        </>
      )}
    </Answer>
  );
}
