import { useSpeech } from '../words/language.tsx';

export function Footer() {
  const { say } = useSpeech();
  return (
    <footer className="foot">
      <div className="wide">
        <span>
          {say('name')} · {say('tagline')}
        </span>
        <span>{say('foot.entries')}</span>
      </div>
    </footer>
  );
}
