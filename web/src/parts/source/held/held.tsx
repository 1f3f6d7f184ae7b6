/** What waits for a person: the difference to the last good listing, by name, and the decision. */
import { useState } from 'react';
import type { ApiHeld, ApiHeldDecision, ApiRun, ApiSource } from '../../../../../api/types.ts';
import { useAct } from '../../../api/acts.ts';
import { useRun } from '../../../api/questions.ts';
import { useHeld } from '../../../api/sources.ts';
import { useSpeech } from '../../../words/language.tsx';
import { Allowed } from '../../access/allowed.tsx';
import { Refusal } from '../../access/refusal.tsx';
import { Answer } from '../../answer.tsx';
import { Confirm } from '../../confirm.tsx';
import { PlaceLink } from '../../place-link.tsx';
import { HeldNames } from './names.tsx';

export function HeldView({ source }: { source: ApiSource }) {
  const { say, count, instant } = useSpeech();
  const [told, setTold] = useState<string>();
  return (
    <Answer of={useHeld(source.id)}>
      {({ items }) => {
        const open = items.filter(({ state }) => state === 'held');
        const decided = items.filter(({ state }) => state !== 'held');
        return (
          <>
            {told === undefined ? null : (
              <p className="note" role="status">
                {told}
              </p>
            )}
            {open.length === 0 ? <p className="quiet">{say('held.none')}</p> : null}
            {open.map((held) => (
              <HeldOne key={held.id} held={held} source={source} tell={setTold} />
            ))}
            {decided.length === 0 ? null : (
              <details>
                <summary>{say('held.decided', { n: decided.length })}</summary>
                <ul className="reasons">
                  {decided.map((held) => (
                    <li key={held.id}>
                      {instant(held.heldAt)} {say(`held.${held.kind}`)} {count(held.count)}
                      {say('colon')}
                      {say(`held.state.${held.state}`)}{' '}
                      <span className="small quiet">
                        {held.decidedAt === null ? '' : instant(held.decidedAt)} {held.decidedBy ?? ''}
                      </span>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </>
        );
      }}
    </Answer>
  );
}

interface OneProps {
  held: ApiHeld;
  source: ApiSource;
  tell: (text: string) => void;
}

function HeldOne({ held, source, tell }: OneProps) {
  const { say } = useSpeech();
  const run = useRun(held.run).data;
  return (
    <section className="held">
      <h2>{say(`held.${held.kind}.title`, { n: held.count })}</h2>
      <p>{held.reason.message}</p>
      <p className="small quiet">
        {held.reason.detail} <span className="code">{held.reason.code}</span>
      </p>
      {run === undefined ? null : <Difference held={held} run={run} />}
      <p className="small quiet">{say(`held.${held.kind}.means`)}</p>
      <Allowed right="held.release" source={source.id} what={say('held.what')}>
        <Decision held={held} tell={tell} />
      </Allowed>
      <HeldNames held={held} />
    </section>
  );
}

/** What the catalogue had, and what the source listed this time. */
function Difference({ held, run }: { held: ApiHeld; run: ApiRun }) {
  const { say, count, instant } = useSpeech();
  const before = run.ledger.indexedBefore;
  const share = before === 0 ? 0 : Math.round((held.count / before) * 1000) / 10;
  return (
    <dl className="figures">
      <div>
        <dt>{say('held.before')}</dt>
        <dd>{count(before)}</dd>
      </div>
      <div>
        <dt>{say('held.listed', { at: instant(run.startedAt) })}</dt>
        <dd>
          <PlaceLink path={`/runs/${encodeURIComponent(run.id)}`}>
            {count(run.ledger.listed - run.ledger.duplicate)}
          </PlaceLink>
        </dd>
      </div>
      <div>
        <dt>{say(`held.${held.kind}`)}</dt>
        <dd>
          {held.kind === 'growth' ? '+' : '−'}
          {count(held.count)} <small className="quiet">{before === 0 ? '' : `${share}%`}</small>
        </dd>
      </div>
    </dl>
  );
}

function Decision({ held, tell }: Omit<OneProps, 'source'>) {
  const { say } = useSpeech();
  const decide = useAct<ApiHeldDecision>(({ held: { kind, state }, removed }) => {
    const released = kind === 'growth' ? say('held.done.growth') : say('held.done.released', { n: removed });
    tell(state === 'released' ? released : say(`held.done.refused.${kind}`));
  });
  const act = (word: 'release' | 'refuse') =>
    decide.mutate({ method: 'POST', path: `/held/${encodeURIComponent(held.id)}/${word}` });
  return (
    <>
      <p className="choices">
        <Confirm
          sure={say(`held.${held.kind}.release.sure`, { n: held.count })}
          disabled={decide.isPending}
          act={() => act('release')}
        >
          {say(`held.${held.kind}.release`)}
        </Confirm>
        <Confirm sure={say('held.refuse.sure')} disabled={decide.isPending} act={() => act('refuse')}>
          {say(`held.${held.kind}.refuse`)}
        </Confirm>
      </p>
      <Refusal error={decide.error} />
    </>
  );
}
