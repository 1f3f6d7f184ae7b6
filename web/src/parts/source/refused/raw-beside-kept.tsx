/** What the source said, beside what the catalogue has of that record, where it has it from an earlier run. */
import { useState } from 'react';
import type { ApiStoredEntry } from '../../../../../api/types.ts';
import { RequestFailure } from '../../../api/client.ts';
import { useLabels } from '../../../api/questions.ts';
import { useEntry } from '../../../api/sources.ts';
import { useSpeech } from '../../../words/language.tsx';
import { Skeleton } from '../../answer.tsx';
import { laid } from '../../laid.ts';
import { PlaceLink } from '../../place-link.tsx';

interface Props {
  source: string;
  localId: string | null;
  raw: string;
}

export function RawBesideKept({ source, localId, raw }: Props) {
  const { say } = useSpeech();
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">{say('rejection.compare')}</summary>
      <div className="beside">
        <section>
          <h4>{say('run.rejection.excerpt')}</h4>
          {raw === '' ? (
            <p className="quiet">{say('rejection.raw.none')}</p>
          ) : (
            <pre className="code">{laid(raw)}</pre>
          )}
        </section>
        <section>
          <h4>{say('rejection.kept')}</h4>
          {localId === null ? (
            <p className="quiet">{say('rejection.kept.nameless')}</p>
          ) : open ? (
            <Kept id={`${source}:${localId}`} />
          ) : null}
        </section>
      </div>
    </details>
  );
}

function Kept({ id }: { id: string }) {
  const { say } = useSpeech();
  const answer = useEntry(id);
  if (answer.isPending) return <Skeleton lines={3} />;
  if (answer.data !== undefined) return <KeptEntry stored={answer.data} />;
  const absent = answer.error instanceof RequestFailure && answer.error.answer?.status === 404;
  return <p className="quiet">{say(absent ? 'rejection.kept.none' : 'error.title')}</p>;
}

function KeptEntry({ stored: { entry, resource, changedAt } }: { stored: ApiStoredEntry }) {
  const { say, instant } = useSpeech();
  const { label } = useLabels();
  const facts: [string, string | undefined][] = [
    [say('fact.publisher'), entry.publisher?.name],
    [say('fact.mode'), label('mode', entry.mode)],
    [
      say('fact.theme'),
      entry.themes?.map(({ code, raw }) => (code === null ? raw : label('theme', code))).join(say('and')),
    ],
    [say('fact.issued'), entry.issued?.slice(0, 10)],
    [say('fact.modified'), entry.modified?.slice(0, 10)],
  ];
  return (
    <>
      <p>
        <PlaceLink path={`/resources/${encodeURIComponent(resource)}`}>{entry.title}</PlaceLink>
      </p>
      <dl className="kept">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <p className="small quiet">{say('rejection.kept.at', { at: instant(changedAt) })}</p>
    </>
  );
}
