import { usePageTitle } from '../parts/page-title.ts';
import { PlaceLink } from '../parts/place-link.tsx';
import { useSpeech } from '../words/language.tsx';

/** An address that no page has. */
export function NotFoundPage() {
  const { say } = useSpeech();
  usePageTitle(say('error.notFound'));
  return (
    <>
      <h1>{say('error.notFound')}</h1>
      <p style={{ marginTop: '0.6rem' }}>
        <PlaceLink path="/">{say('error.notFound.search')}</PlaceLink>
      </p>
    </>
  );
}
