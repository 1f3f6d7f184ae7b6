/** A ledger in figures, with the equations it must satisfy. */
import type { ApiRun } from '../../../api/types.ts';
import { useSpeech } from '../words/language.tsx';
import type { Word } from '../words/zh.ts';

export function LedgerView({ run }: { run: ApiRun }) {
  const { say, count } = useSpeech();
  const { ledger } = run;
  const rows: [Word, number | null][] = [
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
      <dl className="figures">
        {rows.map(([word, value]) => (
          <div key={word}>
            <dt>{say(word)}</dt>
            <dd>
              {value === null ? <span className="quiet small">{say('ledger.none')}</span> : count(value)}
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
