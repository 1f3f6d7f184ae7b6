/** The row of a source to be kept as a file; of one that was added here, its way out. */
import { useNavigate } from 'react-router';
import type { ApiSource, ApiSourceRemoved } from '../../../../../api/types.ts';
import { useAct } from '../../../api/acts.ts';
import { useSpeech } from '../../../words/language.tsx';
import { Refusal } from '../../access/refusal.tsx';
import { Confirm } from '../../confirm.tsx';
import { useAddress } from '../../place-link.tsx';

export function RowOf({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const navigate = useNavigate();
  const address = useAddress();
  const id = encodeURIComponent(source.id);
  const path = `/sources/${id}`;
  const remove = useAct<ApiSourceRemoved>(() => void navigate(address('/sources')), id);
  return (
    <section>
      <h2>{say('row.title')}</h2>
      <p className="quiet">{say(source.added === null ? 'row.file' : 'row.added')}</p>
      <p className="choices">
        <a className="button" href={`/api/v1${path}/row`} download={`${source.id}.yaml`}>
          {say('row.yaml')}
        </a>
        {source.added === null ? null : (
          <Confirm
            sure={say('row.remove.sure', { n: source.entries })}
            disabled={remove.isPending}
            act={() => remove.mutate({ method: 'DELETE', path })}
          >
            {say('row.remove')}
          </Confirm>
        )}
      </p>
      <Refusal error={remove.error} />
    </section>
  );
}
