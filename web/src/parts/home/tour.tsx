/** Ways to what a demonstration shows: a newcomer finds each from the first page. */
import { useAbout } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { PlaceLink } from '../place-link.tsx';

export function Tour() {
  const { say, language } = useSpeech();
  const tour = useAbout().data?.tour ?? [];
  if (tour.length === 0) return null;
  return (
    <section id="tour">
      <h2>{say('home.tour')}</h2>
      <ul className="tour">
        {tour.map(({ label, address }) => {
          const { pathname, searchParams } = new URL(address, location.origin);
          return (
            <li key={address}>
              <PlaceLink path={pathname} query={searchParams}>
                {label[language]}
              </PlaceLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
