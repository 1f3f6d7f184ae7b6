/** Keys: who may act here. Made and shown once, listed, revoked. */
import type { ApiKey } from '../../../api/types.ts';
import { useAct, useKeys, useMay } from '../api/acts.ts';
import { Allowed } from '../parts/access/allowed.tsx';
import { MakeKey } from '../parts/access/make-key.tsx';
import { Refusal } from '../parts/access/refusal.tsx';
import { Scope } from '../parts/access/scope.tsx';
import { Answer } from '../parts/answer.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { usePageTitle } from '../parts/page-title.ts';
import { StateMark } from '../parts/source/state.tsx';
import { useSpeech } from '../words/language.tsx';

export function KeysPage() {
  const { say } = useSpeech();
  const keys = useKeys(useMay('keys.read') === true);
  usePageTitle(say('keys.title'));
  return (
    <>
      <h1>{say('keys.title')}</h1>
      <p className="quiet">{say('keys.lead')}</p>
      <Allowed right="keys.read" what={say('keys.what')}>
        <MakeKey />
        <Answer of={keys}>{({ items }) => <KeyTable keys={items} />}</Answer>
      </Allowed>
    </>
  );
}

function KeyTable({ keys }: { keys: ApiKey[] }) {
  const { say, instant } = useSpeech();
  const revoke = useAct<ApiKey>();
  if (keys.length === 0) return <p className="note">{say('keys.none')}</p>;
  return (
    <>
      <Refusal error={revoke.error} />
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th>{say('keys.name')}</th>
              <th>{say('who.role')}</th>
              <th>{say('who.scope')}</th>
              <th>{say('keys.at')}</th>
              <th>{say('keys.expires')}</th>
              <th>{say('keys.state')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <td>
                  {key.name}
                  <div className="code">{key.id}</div>
                </td>
                <td className="nowrap">{say(`role.${key.role}`)}</td>
                <td>
                  <Scope of={key} />
                </td>
                <td className="nowrap">
                  {instant(key.madeAt)}
                  <div className="code">{key.madeBy}</div>
                </td>
                <td className="nowrap">
                  {key.expiresAt === null ? say('keys.days.ever') : instant(key.expiresAt)}
                </td>
                <td>
                  <KeyState of={key} />
                </td>
                <td>
                  {key.revokedAt === null ? (
                    <Confirm
                      sure={say('keys.revoke.sure')}
                      disabled={revoke.isPending}
                      act={() =>
                        revoke.mutate({ method: 'DELETE', path: `/keys/${encodeURIComponent(key.id)}` })
                      }
                    >
                      {say('keys.revoke')}
                    </Confirm>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function KeyState({ of: { revokedAt, expiresAt } }: { of: ApiKey }) {
  const { say, instant } = useSpeech();
  if (revokedAt !== null)
    return (
      <>
        <StateMark look="bad">{say('keys.revoked')}</StateMark>
        <div className="small quiet nowrap">{instant(revokedAt)}</div>
      </>
    );
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now())
    return <StateMark look="idle">{say('keys.expired')}</StateMark>;
  return <StateMark look="good">{say('keys.good')}</StateMark>;
}
