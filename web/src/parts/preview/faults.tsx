/** What failed, what it means and what the platform's keeper can do about it; the code in small print. */
import type { ApiProblem } from '../../../../api/types.ts';
import { useErrorTable } from '../../api/sources.ts';
import { useSpeech } from '../../words/language.tsx';

/** What can be done about a code; undefined where that is nothing for the keeper of a platform. */
export function useMending(): (code: string) => string | undefined {
  const { language } = useSpeech();
  const rows = useErrorTable().data?.items;
  return (code) => rows?.find((one) => one.code === code)?.mend?.[language];
}

export function Faults({ problems }: { problems: ApiProblem[] }) {
  const { say } = useSpeech();
  const mending = useMending();
  if (problems.length === 0) return null;
  return (
    <section>
      <h3>{say('preview.faults')}</h3>
      {problems.map((problem) => {
        const mend = mending(problem.code);
        return (
          <div key={`${problem.code}:${problem.detail}`} className="note bad">
            <h4>{problem.message}</h4>
            {mend === undefined ? null : <p>{mend}</p>}
            <p className="small quiet">
              {problem.detail} <span className="code">{problem.code}</span>
            </p>
          </div>
        );
      })}
    </section>
  );
}
