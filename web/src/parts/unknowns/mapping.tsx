/** Values mapped to codes, as the lines that an installation's own words (`HUIMU_WORDS`) are written in. */
import type { Facet } from '../../../../api/types.ts';
import { useVocabularies } from '../../api/questions.ts';
import { useSpeech } from '../../words/language.tsx';

export interface Mapping {
  field: string;
  value: string;
  code: string;
}

/** The code list of a field, by its own name and by that of the facet which has its words. */
const LISTS: Record<string, { list: string; facet: Facet }> = {
  theme: { list: 'themes', facet: 'theme' },
  industry: { list: 'industries', facet: 'industry' },
  frequency: { list: 'frequencies', facet: 'frequency' },
  openness: { list: 'openness', facet: 'openness' },
  formats: { list: 'formats', facet: 'format' },
  distributions: { list: 'formats', facet: 'format' },
  kind: { list: 'kinds', facet: 'kind' },
  mode: { list: 'modes', facet: 'mode' },
};

export const listOf = (field: string): string | undefined => LISTS[field]?.list;

interface CodesProps {
  field: string;
  value: string;
  chosen: string;
  choose: (code: string) => void;
}

export function Codes({ field, value, chosen, choose }: CodesProps) {
  const { say, language } = useSpeech();
  const facet = LISTS[field]?.facet;
  const terms = useVocabularies().data?.facets.find((one) => one.facet === facet)?.values ?? [];
  return (
    <select
      className="button"
      value={chosen}
      onChange={(event) => choose(event.target.value)}
      aria-label={`${say('unknowns.propose')} ${value}`}
    >
      <option value="">{say('unknowns.code')}</option>
      {terms.map((term) => (
        <option key={term.value} value={term.value}>
          {term.label[language]} ({term.value})
        </option>
      ))}
    </select>
  );
}

export function MappingLines({ mappings }: { mappings: Mapping[] }) {
  const { say } = useSpeech();
  if (mappings.length === 0) return null;
  const text = linesOf(mappings);
  return (
    <div className="note" id="mapping">
      <p>{say('unknowns.how')}</p>
      <pre className="code">{text}</pre>
      {navigator.clipboard === undefined ? null : (
        <button type="button" className="button" onClick={() => void navigator.clipboard.writeText(text)}>
          {say('unknowns.copy')}
        </button>
      )}
    </div>
  );
}

/** List, code, words, in YAML; words and codes quoted as JSON, which YAML reads. */
function linesOf(mappings: Mapping[]): string {
  const lists = Map.groupBy(mappings, ({ field }) => listOf(field) as string);
  return [...lists]
    .map(([list, ofList]) => {
      const codes = Map.groupBy(ofList, ({ code }) => code);
      const lines = [...codes].map(
        ([code, each]) => `  ${JSON.stringify(code)}: ${JSON.stringify(each.map(({ value }) => value))}`,
      );
      return [`${list}:`, ...lines].join('\n');
    })
    .join('\n');
}
