/** Trying a platform by its address; the address that is tried stands in the page's own (`url`, `family`). */
import { type FormEvent, useState } from 'react';
import type { usePreview } from '../../api/previews.ts';
import { useVocabularies } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { useChoosing } from '../choosing.ts';
import { wholeAddress } from './address.ts';
import { Known } from './known.tsx';

export function AskAddress({ preview }: { preview: ReturnType<typeof usePreview> }) {
  const { say, language } = useSpeech();
  const [search, choose] = useChoosing();
  const [url, setUrl] = useState(search.get('url') ?? '');
  const family = search.get('family') ?? '';
  const families = useVocabularies().data?.families ?? [];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const whole = wholeAddress(url);
    setUrl(whole);
    choose('url', whole);
    preview.ofAddress(whole, family);
  };
  return (
    <form className="form" onSubmit={submit}>
      <h2>{say('join.address')}</h2>
      <label>
        <span>{say('join.url')}</span>
        <input
          required
          maxLength={2000}
          inputMode="url"
          autoComplete="url"
          placeholder="https://data.example.gov.cn"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <small className="quiet">{say('join.url.hint')}</small>
      </label>
      <Known url={url} />
      <label>
        <span>{say('join.family')}</span>
        <select value={family} onChange={(event) => choose('family', event.target.value)}>
          <option value="">{say('join.family.any')}</option>
          {families.map(({ value, label }) => (
            <option key={value} value={value}>
              {label[language]}
            </option>
          ))}
        </select>
      </label>
      <p>
        <button type="submit" className="button main" disabled={preview.isPending}>
          {say('join.try')}
        </button>
      </p>
    </form>
  );
}
