/** What the offers of a resource say, field by field; where they differ it is marked, by a word too. */
import type { ApiStoredEntry } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';

type Entry = ApiStoredEntry['entry'];

export function Compare({ offers }: { offers: ApiStoredEntry[] }) {
  const { say, count, language } = useSpeech();
  const { label } = useLabels();
  const fields: [Word, (entry: Entry, offer: ApiStoredEntry) => string | undefined][] = [
    ['resource.title', ({ title }) => title],
    ['resource.description', ({ description }) => description],
    ['fact.publisher', ({ publisher }) => publisher?.name],
    ['fact.region', (_, { place }) => place[language]],
    ['fact.mode', ({ mode }) => label('mode', mode)],
    ['fact.openness', ({ openness }) => openness && label('openness', openness.class)],
    [
      'fact.theme',
      ({ themes }) =>
        themes.map(({ code, raw }) => (code === null ? raw : label('theme', code))).join(say('and')),
    ],
    ['fact.frequency', ({ frequency: f }) => f && (f.code === null ? f.raw : label('frequency', f.code))],
    ['fact.issued', ({ issued }) => issued?.slice(0, 10)],
    ['fact.modified', ({ modified }) => modified?.slice(0, 10)],
    ['fact.volume', ({ volume }) => (volume?.rows === undefined ? volume?.raw : count(volume.rows))],
    ['resource.items', ({ dataItems }) => dataItems.map((item) => item.label ?? item.name).join(say('and'))],
    ['fact.license', ({ license }) => license?.code ?? license?.raw],
  ];
  const rows = fields.flatMap(([word, of]) => {
    const values = offers.map((offer) => of(offer.entry, offer) || '—');
    if (values.every((value) => value === '—')) return [];
    return [{ word, values, differs: new Set(values).size > 1 }];
  });
  const differing = rows.filter(({ differs }) => differs).length;
  return (
    <details className="compare">
      <summary>{say('resource.compare', { n: differing })}</summary>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('resource.compare.field')}</th>
              {offers.map(({ entry, source }) => (
                <th key={entry.id}>{source.title}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ word, values, differs }) => (
              <tr key={word} className={differs ? 'differs' : undefined}>
                <th scope="row">
                  {say(word)}
                  {differs ? <span className="tag">{say('resource.compare.differs')}</span> : null}
                </th>
                {values.map((value, at) => (
                  <td key={offers[at]?.entry.id}>{value}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
