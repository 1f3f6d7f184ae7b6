import type { ApiProblem } from '../../../api/types.ts';

/** What went wrong, what it was this time, and its code in small print. */
export function ProblemNote({ problem }: { problem: ApiProblem }) {
  return (
    <div className="note bad">
      <h3>{problem.message}</h3>
      <p>{problem.detail}</p>
      <p className="code">{problem.code}</p>
    </div>
  );
}
