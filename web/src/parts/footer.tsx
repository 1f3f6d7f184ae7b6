import { PLACES } from '../places.tsx';
import { useSpeech } from '../words/language.tsx';
import { PlaceLink } from './place-link.tsx';

export function Footer() {
  const { say } = useSpeech();
  return (
    <footer className="foot">
      <div className="wide">
        <span>
          {say('name')} · {say('tagline')}
        </span>
        {PLACES.map(({ path, foot }) =>
          foot === undefined ? null : (
            <PlaceLink key={path} path={path}>
              {say(foot)}
            </PlaceLink>
          ),
        )}
        <span>{say('foot.entries')}</span>
      </div>
    </footer>
  );
}
