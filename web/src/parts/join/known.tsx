import { useSources } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';
import { hostOf, wholeAddress } from './address.ts';

/** Whether the catalogue has sources at that host already. */
export function Known({ url }: { url: string }) {
  const { say } = useSpeech();
  const sources = useSources().data?.items ?? [];
  const host = hostOf(wholeAddress(url));
  const known = sources.filter(
    ({ home, base }) => host !== undefined && (hostOf(home) === host || hostOf(base) === host),
  );
  if (known.length === 0) return null;
  return (
    <p className="note small">
      {say('join.known')}
      {known.map(({ id, title }, at) => (
        <span key={id}>
          {at === 0 ? '' : say('and')}
          <PlaceLink path={`/sources/${id}`}>{title}</PlaceLink>
        </span>
      ))}
    </p>
  );
}
