/** What is wrong with one field of what was sent, told beneath it. */
import { RequestFailure } from '../../api/client.ts';

const answerOf = (error: unknown) => (error instanceof RequestFailure ? error.answer : undefined);

/** What the API says of the field; undefined where it says nothing of it. */
export const faultIn = (error: unknown, field: string): string | undefined =>
  answerOf(error)?.faults?.find(({ where }) => where === `body.${field}` || where === `query.${field}`)
    ?.detail;

/** Of a form of one field: a request that is wrong is wrong in it. */
export const faultInOnly = (error: unknown, field: string): string | undefined => {
  const answer = answerOf(error);
  return faultIn(error, field) ?? (answer?.code === 'request.invalid' ? answer.detail : undefined);
};

/** `id`: what the field is described by. */
export function FieldFault({ id, fault }: { id: string; fault: string | undefined }) {
  return (
    <small id={id} className="fault" role={fault === undefined ? undefined : 'alert'}>
      {fault}
    </small>
  );
}
