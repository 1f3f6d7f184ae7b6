/** A new source from an address: what is read there, and the row to look at before it is added. */
import { usePreview } from '../../api/previews.ts';
import { Allowed } from '../../parts/access/allowed.tsx';
import { Refusal } from '../../parts/access/refusal.tsx';
import { AskAddress } from '../../parts/join/ask-address.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { Preview } from '../../parts/preview/preview.tsx';
import { Running } from '../../parts/preview/running.tsx';
import { ConfirmRow } from '../../parts/sources/confirm-row.tsx';
import { useSpeech } from '../../words/language.tsx';

export function NewSourcePage() {
  const { say } = useSpeech();
  const preview = usePreview();
  const { data, error, isPending } = preview;
  usePageTitle(say('new.title'));
  return (
    <>
      <h1>{say('new.title')}</h1>
      <p className="quiet">{say('new.lead')}</p>
      <Allowed right="sources.add" what={say('new.what')}>
        <AskAddress preview={preview} />
        <Refusal error={error} />
        {isPending ? (
          <Running what="join.running" />
        ) : data === undefined ? null : (
          <div className="two">
            <Preview preview={data} handing={false} />
            {data.proposed === null ? (
              <p className="note">{say('new.none')}</p>
            ) : (
              <ConfirmRow
                key={`${data.proposed.harvest.family} ${data.proposed.harvest.base}`}
                proposed={data.proposed}
                placed={data.region !== null}
                several={data.alternatives.length > 0}
              />
            )}
          </div>
        )}
      </Allowed>
    </>
  );
}
