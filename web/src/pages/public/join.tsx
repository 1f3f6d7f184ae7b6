/** How to be harvested: what an address or a file would come to, and guidance beside it. */
import { usePreview } from '../../api/previews.ts';
import { Refusal } from '../../parts/access/refusal.tsx';
import { AskAddress } from '../../parts/join/ask-address.tsx';
import { AskFile } from '../../parts/join/ask-file.tsx';
import { Guidance } from '../../parts/join/guidance.tsx';
import { usePageTitle } from '../../parts/page-title.ts';
import { Preview } from '../../parts/preview/preview.tsx';
import { Running } from '../../parts/preview/running.tsx';
import { useSpeech } from '../../words/language.tsx';

export function JoinPage() {
  const { say } = useSpeech();
  const preview = usePreview();
  usePageTitle(say('join.title'));
  return (
    <>
      <h1>{say('join.title')}</h1>
      <p className="quiet">{say('join.lead')}</p>
      <div className="two">
        <div>
          <div className="halves">
            <AskAddress preview={preview} />
            <AskFile preview={preview} />
          </div>
          <Refusal error={preview.error} />
          {preview.isPending ? (
            <Running what="join.running" />
          ) : preview.data === undefined ? null : (
            <Preview preview={preview.data} />
          )}
        </div>
        <Guidance />
      </div>
    </>
  );
}
