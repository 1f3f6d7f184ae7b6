/** Trying a catalogue that comes as a file; it is kept nowhere. */

import { type FormEvent, useState } from 'react';
import type { usePreview } from '../../api/previews.ts';
import { useSpeech } from '../../words/language.tsx';
import { FileField } from '../fields/file-field.tsx';
import { RegionField } from '../fields/region-field.tsx';
import { Templates } from '../preview/templates.tsx';

/** What the API takes, so that nothing is sent in vain. */
const LARGEST = 64 * 1024 * 1024;

export function AskFile({ preview }: { preview: ReturnType<typeof usePreview> }) {
  const { say } = useSpeech();
  const [file, setFile] = useState<File>();
  const [region, setRegion] = useState('');
  const tooLarge = file !== undefined && file.size > LARGEST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== undefined && !tooLarge) preview.ofFile(file, region);
  };
  return (
    <form className="form" onSubmit={submit}>
      <h2>{say('join.file')}</h2>
      <FileField choose={setFile} />
      {tooLarge ? (
        <p className="note bad" role="alert">
          {say('join.file.large')}
        </p>
      ) : null}
      <RegionField
        label={say('join.file.region')}
        none={say('join.file.region.none')}
        value={region}
        choose={setRegion}
      />
      <p>
        <button
          type="submit"
          className="button main"
          disabled={preview.isPending || file === undefined || tooLarge}
        >
          {say('join.file.try')}
        </button>
      </p>
      <Templates />
    </form>
  );
}
