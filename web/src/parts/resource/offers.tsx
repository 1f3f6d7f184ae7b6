/** The places a resource is offered in, side by side. */
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

export function Offers({ offers }: { offers: ApiStoredEntry[] }) {
  const { say } = useSpeech();
  const { label, place } = useLabels();
  return (
    <section id="offers">
      <h2>{say('resource.offers', { n: offers.length })}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('fact.source')}</th>
              <th>{say('fact.region')}</th>
              <th>{say('fact.mode')}</th>
              <th>{say('fact.openness')}</th>
              <th>{say('facet.format')}</th>
              <th>{say('fact.modified')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {offers.map(({ entry, source, lead }) => (
              <tr key={entry.id}>
                <td>
                  <PlaceLink path={`/sources/${source.id}`}>{source.title}</PlaceLink>
                  {lead ? <span className="quiet small"> {say('resource.offers.lead')}</span> : null}
                </td>
                <td className="nowrap">{place(source.region)}</td>
                <td className="nowrap">{label('mode', entry.mode)}</td>
                <td className="nowrap">{entry.openness ? label('openness', entry.openness.class) : ''}</td>
                <td>
                  {[...new Set(entry.distributions.flatMap((one) => one.format ?? []))]
                    .map((format) => label('format', format))
                    .join(say('and'))}
                </td>
                <td className="nowrap">{entry.modified?.slice(0, 10) ?? ''}</td>
                <td className="nowrap">
                  {entry.landingPage && /^https?:\/\//i.test(entry.landingPage) ? (
                    <a href={entry.landingPage} rel="noreferrer noopener" target="_blank">
                      {say('resource.get.page')}
                    </a>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
