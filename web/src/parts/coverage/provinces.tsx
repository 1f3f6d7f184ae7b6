/** The country shaded by a chosen measure, and all measures of its provinces in a table. */
import { useSearchParams } from 'react-router';
import type { ApiCoverage } from '../../../../api/types.ts';
import { useProvinceQuality } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { TileMap } from '../country/tile-map.tsx';
import { PlaceLink, useAddress } from '../place-link.tsx';
import { Choice } from '../watch/choice.tsx';

const MEASURES = ['harvested', 'entries', 'resources', 'late', 'quality'] as const;

export function Provinces({ of }: { of: ApiCoverage }) {
  const { say, count, language } = useSpeech();
  const address = useAddress();
  const [search] = useSearchParams();
  const measure = MEASURES.find((one) => one === search.get('measure')) ?? 'harvested';
  const quality = new Map(
    useProvinceQuality(measure === 'quality').data?.rows.map(({ key, score }) => [key.province ?? '', score]),
  );
  const held = new Map(of.places.map(({ region, holds }) => [region, holds]));
  const figure = (one: ApiCoverage['provinces'][number]): number => {
    if (measure === 'harvested') return one.known === 0 ? 0 : Math.round((100 * one.harvested) / one.known);
    if (measure === 'late') return one.states.late ?? 0;
    if (measure === 'quality') return Math.round(quality.get(one.province) ?? 0);
    return held.get(one.province)?.[measure] ?? 0;
  };
  const figures = new Map(of.provinces.map((one) => [one.province, figure(one)]));
  const name = say(`coverage.${measure}`);
  const [, ...others] = MEASURES;
  return (
    <section>
      <Choice
        name="measure"
        label={say('coverage.measure')}
        none={say('coverage.harvested')}
        values={others.map((one) => [one, say(`coverage.${one}`)])}
      />
      <TileMap name={name} figures={figures} address={(code) => address(`/coverage/${code}`)} />
      <h2>{say('coverage.provinces')}</h2>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('coverage.place')}</th>
              <th className="number">{name}</th>
              <th className="number">{say('coverage.known')}</th>
              <th className="number">{say('coverage.done')}</th>
              <th className="number">{say('coverage.entries')}</th>
            </tr>
          </thead>
          <tbody>
            {of.provinces.map((one) => (
              <tr key={one.province}>
                <td>
                  <PlaceLink path={`/coverage/${one.province}`}>{one.label[language]}</PlaceLink>
                </td>
                <td className="number">{count(figure(one))}</td>
                <td className="number">{count(one.known)}</td>
                <td className="number">{count(one.harvested)}</td>
                <td className="number">
                  <PlaceLink path="/search" query={new URLSearchParams({ province: one.province })}>
                    {count(held.get(one.province)?.entries ?? 0)}
                  </PlaceLink>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
