/** A ledger in figures, with the equations it must satisfy. */
import type { ApiRun } from '../../../../api/types.ts';
import { useSpeech } from '../../words/language.tsx';
import type { Word } from '../../words/zh.ts';
import { PlaceLink } from '../place-link.tsx';
import { RowsBar } from './rows-bar.tsx';

type Column = Extract<Word, `ledger.${string}`> & keyof typeof MEANINGS;

/** What each column counts, shown on hover. */
const MEANINGS = {
  'ledger.declared': 'means.declared',
  'ledger.listed': 'means.listed',
  'ledger.duplicate': 'means.duplicate',
  'ledger.unchanged': 'means.unchanged',
  'ledger.added': 'means.added',
  'ledger.updated': 'means.updated',
  'ledger.rejected': 'means.rejected',
  'ledger.detailed': 'means.detailed',
  'ledger.removed': 'means.removed',
  'ledger.withheld': 'means.withheld',
  'ledger.indexedBefore': 'means.indexedBefore',
  'ledger.indexed': 'definition.entries',
  'ledger.visible': 'definition.resources',
} as const satisfies Partial<Record<Word, Word>>;

/** A figure, leading to what it counts where that can be shown. */
function Figure({ run, word, value }: { run: ApiRun; word: Column; value: number | null }) {
  const { say, count } = useSpeech();
  if (value === null) return <span className="quiet small">{say('ledger.none')}</span>;
  if (word === 'ledger.rejected' && value > 0) return <a href="#rejected">{count(value)}</a>;
  if (word === 'ledger.visible' && value > 0)
    return (
      <PlaceLink path="/search" query={new URLSearchParams({ source: run.source })}>
        {count(value)}
      </PlaceLink>
    );
  return count(value);
}

export function LedgerView({ run }: { run: ApiRun }) {
  const { say } = useSpeech();
  const { ledger } = run;
  const rows: [Column, number | null][] = [
    ['ledger.declared', ledger.declared],
    ['ledger.listed', ledger.listed],
    ['ledger.duplicate', ledger.duplicate],
    ['ledger.unchanged', ledger.unchanged],
    ['ledger.added', ledger.added],
    ['ledger.updated', ledger.updated],
    ['ledger.rejected', run.rejected],
    ['ledger.detailed', ledger.detailed],
    ['ledger.removed', ledger.removed],
    ['ledger.withheld', ledger.withheld],
    ['ledger.indexedBefore', ledger.indexedBefore],
    ['ledger.indexed', ledger.indexed],
    ['ledger.visible', ledger.visible],
  ];
  return (
    <section>
      <h2>{say('run.ledger')}</h2>
      <RowsBar run={run} legend />
      <dl className="figures">
        {rows.map(([word, value]) => (
          <div key={word}>
            <dt>{say(word)}</dt>
            <dd title={say(MEANINGS[word])}>
              <Figure run={run} word={word} value={value} />
            </dd>
          </div>
        ))}
      </dl>
      <p className="small quiet">
        {say('run.equation')}；{say('run.equation2')}
      </p>
    </section>
  );
}
