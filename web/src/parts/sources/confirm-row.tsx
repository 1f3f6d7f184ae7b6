/** The row that a preview proposes, to be looked at, mended and added. */
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import type { ApiLabel, ApiPreview, ApiSource } from '../../../../api/types.ts';
import { useAct } from '../../api/acts.ts';
import { useLabels, useVocabularies } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';
import { FieldFault, faultIn } from '../access/field-fault.tsx';
import { Refusal } from '../access/refusal.tsx';
import { RegionField } from '../fields/region-field.tsx';
import { useAddress } from '../place-link.tsx';

const COUNTRY = '100000';
/** What a person looks at; the rest is as it was found. */
const FIELDS = ['id', 'title', 'region', 'kind', 'mode', 'agency'] as const;

interface Props {
  proposed: NonNullable<ApiPreview['proposed']>;
  /** Whose it is was found out. */
  placed: boolean;
  /** Other families answer as well. */
  several: boolean;
}

export function ConfirmRow({ proposed, placed, several }: Props) {
  const { say } = useSpeech();
  const { family } = useLabels();
  const vocabularies = useVocabularies().data;
  const navigate = useNavigate();
  const address = useAddress();
  const [row, setRow] = useState({ ...proposed, agency: '' });
  const add = useAct<ApiSource>(({ id }) => void navigate(address(`/sources/${id}`)));
  const { agency } = row;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { ...row, agency: agency.trim() || undefined };
    add.mutate({ method: 'POST', path: '/sources', body });
  };
  const change = (part: Partial<typeof row>) => {
    add.reset();
    setRow({ ...row, ...part });
  };
  const told = FIELDS.some((field) => faultIn(add.error, field) !== undefined);
  const below = (field: (typeof FIELDS)[number]) => (
    <FieldFault id={`row-${field}-fault`} fault={faultIn(add.error, field)} />
  );
  const modes = vocabularies?.facets.find(({ facet }) => facet === 'mode')?.values ?? [];
  return (
    <aside className="facts" aria-label={say('new.row')}>
      <h2>{say('new.row')}</h2>
      <dl>
        <dt>{say('source.family')}</dt>
        <dd>{family(row.harvest.family)}</dd>
        <dt>{say('new.base')}</dt>
        <dd>{row.harvest.base}</dd>
      </dl>
      {several ? <p className="note warn small">{say('new.several')}</p> : null}
      <form className="form" onSubmit={submit}>
        <Text field="title" word={say('new.name')} value={row.title} change={(title) => change({ title })} />
        {below('title')}
        <Text field="id" word={say('new.id')} value={row.id} change={(id) => change({ id })}>
          {say('new.id.hint')}
        </Text>
        {below('id')}
        {placed || row.region !== COUNTRY ? null : (
          <p className="note warn small">{say('new.region.unplaced')}</p>
        )}
        <RegionField
          label={say('new.region')}
          none={say('new.region.country')}
          value={row.region === COUNTRY ? '' : row.region}
          choose={(code) => change({ region: code || COUNTRY })}
        />
        {below('region')}
        <Choice
          word={say('new.kind')}
          terms={vocabularies?.sourceKinds ?? []}
          value={row.kind}
          choose={(kind) => change({ kind: kind as typeof row.kind })}
        />
        {below('kind')}
        <Choice
          word={say('new.mode')}
          terms={modes}
          value={row.mode}
          choose={(mode) => change({ mode: mode as typeof row.mode })}
        />
        {below('mode')}
        <Text
          field="agency"
          word={say('new.agency')}
          value={agency}
          change={(text) => change({ agency: text })}
          optional
        />
        {below('agency')}
        {told ? null : <Refusal error={add.error} />}
        <p>
          <button type="submit" className="button main" disabled={add.isPending}>
            {say('new.add')}
          </button>
        </p>
      </form>
    </aside>
  );
}

interface TextProps {
  field: (typeof FIELDS)[number];
  word: string;
  value: string;
  change: (value: string) => void;
  optional?: boolean;
  /** What is to be known of it. */
  children?: string;
}

const Text = ({ field, word, value, change, optional = false, children }: TextProps) => (
  <label>
    <span>{word}</span>
    <input
      required={!optional}
      maxLength={200}
      value={value}
      onChange={(event) => change(event.target.value)}
      aria-describedby={`row-${field}-fault`}
    />
    {children === undefined ? null : <small className="quiet">{children}</small>}
  </label>
);

interface ChoiceProps {
  word: string;
  terms: { value: string; label: ApiLabel }[];
  value: string;
  choose: (value: string) => void;
}

function Choice({ word, terms, value, choose }: ChoiceProps) {
  const { language } = useSpeech();
  return (
    <label>
      <span>{word}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        {terms.map((term) => (
          <option key={term.value} value={term.value}>
            {term.label[language]}
          </option>
        ))}
      </select>
    </label>
  );
}
