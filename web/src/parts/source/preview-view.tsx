/** What a harvest of the source would bring now: its first records, nothing written. */
import type { ApiSource } from '../../../../api/types.ts';
import { usePreview } from '../../api/previews.ts';
import { useSpeech } from '../../words/language.tsx';
import { Allowed } from '../access/allowed.tsx';
import { Refusal } from '../access/refusal.tsx';
import { Preview } from '../preview/preview.tsx';
import { Running } from '../preview/running.tsx';

export function PreviewView({ source }: { source: ApiSource }) {
  const { say } = useSpeech();
  const { data, error, isPending, ofSource } = usePreview();
  return (
    <>
      <p>{say('preview.source.lead')}</p>
      <Allowed right="previews.make" source={source.id} what={say('preview.what')}>
        <p className="choices">
          <button
            type="button"
            className="button main"
            disabled={isPending}
            onClick={() => ofSource(source.id)}
          >
            {say('preview.start')}
          </button>
        </p>
        <Refusal error={error} />
        {isPending ? (
          <Running what="preview.running" />
        ) : data === undefined ? null : (
          <Preview preview={data} />
        )}
      </Allowed>
    </>
  );
}
