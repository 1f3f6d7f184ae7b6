/** What one source says and no code list has, each with the code that it might be. */
import { useState } from 'react';
import type { ApiUnknowns } from '../../../../api/types.ts';
import { useUnknowns } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { Answer } from '../answer.tsx';
import { useChoosing } from '../choosing.ts';
import { PlaceLink } from '../place-link.tsx';
import { Codes, listOf, type Mapping, MappingLines } from './mapping.tsx';

/** Which field and which values are looked at stands in the address: `field`, `name`. */
export function ValuesOf({ source }: { source: string }) {
  const [search, choose] = useChoosing();
  return (
    <Answer of={useUnknowns(source)}>
      {(unknowns) => (
        <Values key={source} source={source} unknowns={unknowns} search={search} choose={choose} />
      )}
    </Answer>
  );
}

interface Props {
  source: string;
  unknowns: ApiUnknowns;
  search: URLSearchParams;
  choose: (key: string, value: string) => void;
}

function Values({ source, unknowns, search, choose }: Props) {
  const { say, count } = useSpeech();
  const [mappings, setMappings] = useState<Mapping[]>([]);
  const field = search.get('field') ?? '';
  const name = search.get('name') ?? '';
  const fields = [...new Set(unknowns.values.map((one) => one.field))];
  const shown = unknowns.values.filter(
    (one) => (field === '' || one.field === field) && one.value.includes(name),
  );
  const map = (one: { field: string; value: string }, code: string) =>
    setMappings([
      ...mappings.filter(({ field, value }) => field !== one.field || value !== one.value),
      ...(code === '' ? [] : [{ field: one.field, value: one.value, code }]),
    ]);
  if (unknowns.values.length === 0) return <p className="note">{say('unknowns.none')}</p>;
  return (
    <>
      <p className="quiet small">
        {say('unknowns.count', { distinct: unknowns.distinct, entries: unknowns.entries })}
        {unknowns.truncated ? ` ${say('unknowns.truncated')}` : ''}
      </p>
      <p className="choices">
        <select
          className="button"
          value={field}
          onChange={(event) => choose('field', event.target.value)}
          aria-label={say('unknowns.field')}
        >
          <option value="">{say('unknowns.all')}</option>
          {fields.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <input
          className="button"
          value={name}
          onChange={(event) => choose('name', event.target.value)}
          placeholder={say('unknowns.filter')}
          aria-label={say('unknowns.filter')}
        />
      </p>
      <MappingLines mappings={mappings} />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('unknowns.value')}</th>
              <th>{say('unknowns.field')}</th>
              <th className="number">{say('unknowns.entries')}</th>
              <th>{say('unknowns.propose')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.field}\n${one.value}`}>
                <td>
                  <PlaceLink path="/search" query={new URLSearchParams({ q: one.value, source })}>
                    {one.value}
                  </PlaceLink>
                </td>
                <td className="code">{one.field}</td>
                <td className="number">{count(one.entries)}</td>
                <td>
                  {listOf(one.field) === undefined ? null : (
                    <Codes
                      field={one.field}
                      value={one.value}
                      chosen={
                        mappings.find(({ field, value }) => field === one.field && value === one.value)
                          ?.code ?? ''
                      }
                      choose={(code) => map(one, code)}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
