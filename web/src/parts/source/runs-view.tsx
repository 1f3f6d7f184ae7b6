import type { ApiSource } from '../../../../api/types.ts';
import { useSourceRuns } from '../../api/questions.ts';
import { Answer } from '../answer.tsx';
import { Growth } from './growth.tsx';
import { RunTable } from './run-table.tsx';

/** A source's harvests, and how many entries it had by day. */
export function RunsView({ source }: { source: ApiSource }) {
  return (
    <>
      <Answer of={useSourceRuns(source.id)}>{(list) => <RunTable runs={list.items} />}</Answer>
      <Growth source={source.id} />
    </>
  );
}
