/** Of what an entry's cost is made: each part with the functions that it is done in. */
import type { Moment } from './profile.ts';

interface Part {
  name: string;
  /** Functions of ours; what they call is theirs, unless another part's function is called on the way. */
  functions?: string[];
  /** Where these functions are; without `functions`, all of these files are this part's. */
  files?: RegExp;
  /** What the function's own time at such a line is. */
  line?: RegExp;
}

/** A line decides first, then the innermost function that a part names, then the innermost file. */
const PARTS: Part[] = [
  {
    name: 'JSON of entry and raw record',
    line: /\b(doc|raw|member) = JSON\.stringify|JSON\.stringify\(identity\)/,
  },
  { name: 'compression of raw records', functions: ['compress'] },
  { name: 'identity keys and traits', functions: ['identityMember', 'withDecision'] },
  { name: 'identity: rows of keys', functions: ['exchangeKeys'] },
  { name: 'identity: regrouping', functions: ['regroup'] },
  { name: 'quality marks', functions: ['marksOf'] },
  { name: 'history', functions: ['changesBetween', 'recordOf', 'remember'] },
  { name: 'facets: values and terms', functions: ['termsOf', 'termOf', 'facetValues'] },
  {
    name: 'words: cutting',
    functions: ['searchableWith', 'addedBy', 'addedTogether', 'compactTitle'],
  },
  { name: 'figures and change feed: columns', functions: ['rowsOf', 'changedOf', 'placeOf'] },
  { name: 'words: full-text rows', line: /addWords\.run|dropWords\.run|dropLead\(/ },
  {
    name: 'facets and figures: rows',
    functions: ['put', 'place', 'grow', 'cellsOf', 'lead', 'terms', 'standing'],
    files: /sqlite\/write\/facet-rows\.ts$/,
  },
  { name: 'listing marks', line: /\bmark\.run\(/ },
  { name: 'entry and document rows', functions: ['put'], files: /write-entries\.ts$/ },
  { name: 'commit and checkpoint', line: /db\.exec\(/ },
  { name: 'commit and checkpoint', functions: ['close'] },
  { name: 'normalising', functions: ['normalize'] },
  { name: 'fingerprints', files: /harvester\/run\/fingerprint\.ts$/ },
  { name: 'reading what the source said', files: /\/adapters\// },
  { name: 'asking the source', files: /\/harvester\/client\/|\/got\/|node:_?http|node:net/ },
  { name: 'what the catalogue knows of a row', functions: ['plan'] },
  { name: 'the run: batches, ledger, lists', files: /\/harvester\// },
  { name: 'sent between threads', functions: ['postMessage'] },
  { name: 'sent between threads', files: /channel\.ts$|messageport|node:internal\/worker/ },
  { name: 'other rows of the catalogue', files: /\/index\// },
];

/** Not of an entry: what a process does once. */
const ONCE = /compileSourceTextModule|node:internal\/(?:modules|bootstrap|deps)|prepare[A-Z]|openForWriting/;

/** Whose moment it is; null where nobody worked, or only the process began. */
export function partOf({ frames, line }: Moment): string | null {
  const [own] = frames;
  if (own === undefined || own.functionName === '(idle)') return null;
  if (own.functionName === '(garbage collector)') return 'garbage collection';
  if (frames.some(({ functionName, url }) => ONCE.test(functionName) || ONCE.test(url))) return null;
  const [{ url }] = frames as [Moment['frames'][0]];
  const ours = frames.filter((each) => each.url.startsWith('file:') && !each.url.includes('/node_modules/'));
  if (ours[0]?.url === url) {
    const atLine = PARTS.find((each) => each.line?.test(line));
    if (atLine !== undefined) return atLine.name;
  }
  for (const { functionName, url: file } of ours) {
    const part = PARTS.find(
      ({ functions, files }) => functions?.includes(functionName) && (files?.test(file) ?? true),
    );
    if (part !== undefined) return part.name;
  }
  for (const frame of frames) {
    const part = PARTS.find(({ functions, files }) => functions === undefined && files?.test(frame.url));
    if (part !== undefined) return part.name;
  }
  return 'Node, and what no part claims';
}

/** In their order. */
export const NAMES = [...new Set(PARTS.map(({ name }) => name))];
