/** Handing a source's catalogue over as a file: what became of it, and what is wrong in which cell. */

import { type FormEvent, useState } from 'react';
import type { ApiSource, ApiUploadTaken } from '../../../../api/types.ts';
import { useAct, useMay } from '../../api/acts.ts';
import { useRun } from '../../api/questions.ts';
import { useUploads } from '../../api/sources.ts';
import { useSpeech } from '../../words/language.tsx';
import { Allowed } from '../access/allowed.tsx';
import { Refusal } from '../access/refusal.tsx';
import { Answer } from '../answer.tsx';
import { FileField } from '../fields/file-field.tsx';
import { Templates } from '../preview/templates.tsx';
import { ProblemNote } from '../problem.tsx';
import { Rejections } from './refused/rejections.tsx';
import { RowsBar } from './rows-bar.tsx';
import { RUN_LOOKS, StateMark } from './state.tsx';

export function CatalogueFile({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const may = useMay('uploads.read', source.id);
  return (
    <>
      <p>{say('file.lead')}</p>
      <Templates />
      <Allowed right="uploads.make" source={source.id} what={say('file.what')}>
        <Upload source={source} />
      </Allowed>
      {may ? <Kept source={source.id} /> : null}
    </>
  );
}

function Upload({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const [file, setFile] = useState<File>();
  const put = useAct<ApiUploadTaken>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file === undefined) return;
    const name = encodeURIComponent(file.name);
    put.mutate({
      method: 'PUT',
      path: `/sources/${encodeURIComponent(source.id)}/catalogue?name=${name}`,
      body: file,
    });
  };
  return (
    <>
      <form className="form" onSubmit={submit}>
        <FileField choose={setFile} />
        <Refusal error={put.error} />
        <p>
          <button type="submit" className="button main" disabled={put.isPending || file === undefined}>
            {say(put.isPending ? 'file.sending' : 'file.send')}
          </button>
        </p>
      </form>
      {put.data === undefined ? null : <Outcome key={put.data.run.id} run={put.data.run.id} />}
    </>
  );
}

/** The run over the file, and the cells that it refused. */
function Outcome({ run: id }: { run: string }) {
  const { say } = useSpeech();
  return (
    <Answer of={useRun(id)}>
      {(run) => (
        <section id="outcome">
          <h2>{say('file.outcome')}</h2>
          <p>
            <StateMark look={RUN_LOOKS[run.status]}>{say(`status.${run.status}`)}</StateMark>{' '}
            {run.status === 'running'
              ? say('progress.listed', { n: run.ledger.listed })
              : say('file.counts', {
                  listed: run.ledger.listed,
                  taken: run.ledger.listed - run.rejected - run.ledger.duplicate,
                  refused: run.rejected,
                })}
          </p>
          <RowsBar run={run} legend />
          {run.problems.map((problem) => (
            <ProblemNote key={`${problem.code}:${problem.detail}`} problem={problem} />
          ))}
          {run.rejected > 0 ? <Rejections key={run.rejected} run={run} /> : null}
        </section>
      )}
    </Answer>
  );
}

function Kept({ source }: { source: string }) {
  const { say, count, instant } = useSpeech();
  return (
    <Answer of={useUploads(source)} lines={2}>
      {({ items }) =>
        items.length === 0 ? null : (
          <section>
            <h2>{say('file.kept')}</h2>
            <div className="scroll">
              <table>
                <thead>
                  <tr>
                    <th>{say('file.at')}</th>
                    <th>{say('file.name')}</th>
                    <th className="number">{say('file.bytes')}</th>
                    <th>{say('file.by')}</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((one) => (
                    <tr key={one.id}>
                      <td className="nowrap">{instant(one.at)}</td>
                      <td>
                        {one.name}
                        {one.redacted ? <div className="small quiet">{say('file.redacted')}</div> : null}
                      </td>
                      <td className="number">{count(one.bytes)}</td>
                      <td className="code">{one.by}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
        )
      }
    </Answer>
  );
}
