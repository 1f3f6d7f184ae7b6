import type { ApiLabel, ApiSourceList, ApiSourceState } from '../../../../api/types.ts';
import { useLabels } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

interface Props {
  list: ApiSourceList;
  search: URLSearchParams;
  choose: (key: string, value: string | undefined) => void;
}

/** Which of the sources are shown: by name, by way of supply, by state. */
export function SourceFilters({ list, search, choose }: Props) {
  const { say, count, language } = useSpeech();
  const { label } = useLabels();
  const labels = new Map<ApiSourceState, ApiLabel>(
    list.items.map((source) => [source.state, source.stateLabel]),
  );
  const modes = [...new Set(list.items.map(({ mode }) => mode))];
  const state = search.get('state');
  return (
    <>
      <p className="choices">
        <input
          className="button"
          value={search.get('name') ?? ''}
          onChange={(event) => choose('name', event.target.value)}
          placeholder={say('sources.filter')}
          aria-label={say('sources.filter')}
        />
        <select
          className="button"
          value={search.get('mode') ?? ''}
          onChange={(event) => choose('mode', event.target.value)}
          aria-label={say('facet.mode')}
        >
          <option value="">{say('sources.mode.all')}</option>
          {modes.map((mode) => (
            <option key={mode} value={mode}>
              {label('mode', mode)}
            </option>
          ))}
        </select>
      </p>
      <div className="chips" style={{ paddingBottom: '0.8rem' }}>
        <button
          type="button"
          className="chip"
          aria-pressed={!state}
          onClick={() => choose('state', undefined)}
        >
          {say('sources.all')} {count(list.items.length)}
        </button>
        {[...labels].map(([one, its]) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={one === state}
            onClick={() => choose('state', one === state ? undefined : one)}
          >
            {its[language]} {count(list.states[one] ?? 0)}
          </button>
        ))}
      </div>
    </>
  );
}

/** The sources that the address asks for. */
export function chosenOf(list: ApiSourceList, search: URLSearchParams): ApiSourceList['items'] {
  const state = list.items.some((one) => one.state === search.get('state')) ? search.get('state') : null;
  const mode = search.get('mode');
  const name = (search.get('name') ?? '').toLowerCase();
  return list.items.filter(
    (source) =>
      (state === null || source.state === state) &&
      (mode === null || source.mode === mode) &&
      [source.title, source.id, ...Object.values(source.regionLabel), ...Object.values(source.provinceLabel)]
        .join(' ')
        .toLowerCase()
        .includes(name),
  );
}
