/** By which registrations a resource is registered, how they stand today, and why they count as its own. */
import type { ApiResource } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { periodText } from './operation.tsx';

export function Registrations({ resource }: { resource: ApiResource }) {
  const { say } = useSpeech();
  const { label, word } = useLabels();
  const { registrations, registeredOn, offers } = resource;
  if (registrations.length === 0) {
    // What is operated is to be registered; that it is not is worth a word.
    if (!offers.some(({ entry }) => entry.mode === 'authorised-operation')) return null;
    return (
      <section id="registrations">
        <h2>{say('registrations.title', { date: registeredOn })}</h2>
        <p>{say('registrations.none')}</p>
      </section>
    );
  }
  const titles = new Map(offers.map(({ source }) => [source.id, source.title]));
  return (
    <section id="registrations">
      <h2>{say('registrations.title', { date: registeredOn })}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('fact.registration')}</th>
              <th>{say('registrations.state')}</th>
              <th>{say('registrations.type')}</th>
              <th>{say('facet.registrant')}</th>
              <th>{say('registrations.publicity')}</th>
              <th>{say('registrations.validity')}</th>
              <th>{say('registrations.by')}</th>
            </tr>
          </thead>
          <tbody>
            {registrations.map(({ entry, source, registration, state, validUntil, evidence }) => (
              <tr key={entry}>
                <td className="code nowrap">{registration.code ?? registration.queryCode ?? ''}</td>
                <td className="nowrap">{state === undefined ? '' : label('registered', state)}</td>
                <td className="nowrap">
                  {registration.typeCode === undefined
                    ? registration.type
                    : word('registration-types', registration.typeCode)}
                </td>
                <td>{registration.registrant?.name ?? ''}</td>
                <td>{registration.publicity === undefined ? '' : periodText(registration.publicity)}</td>
                <td className="nowrap">
                  {registration.validFrom === undefined && validUntil === undefined
                    ? ''
                    : `${registration.validFrom ?? ''} – ${validUntil ?? ''}`}
                </td>
                <td>
                  <PlaceLink path={`/sources/${source}`}>{titles.get(source) ?? source}</PlaceLink>
                  {evidence === undefined ? null : (
                    <span className="quiet small"> {say(`registrations.${evidence}`)}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
