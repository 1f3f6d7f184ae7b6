/** The arguments of the six verbs (OAI-PMH 2.0 §4): which each takes, which it needs, which stands alone. */
import { OaiError } from './error.ts';

export const VERBS = [
  'GetRecord',
  'Identify',
  'ListIdentifiers',
  'ListMetadataFormats',
  'ListRecords',
  'ListSets',
] as const;
export type Verb = (typeof VERBS)[number];

interface Rule {
  needs: string[];
  takes: string[];
  resumes?: true;
}

const LISTING: Rule = { needs: ['metadataPrefix'], takes: ['from', 'until', 'set'], resumes: true };
const RULES: Record<Verb, Rule> = {
  GetRecord: { needs: ['identifier', 'metadataPrefix'], takes: [] },
  Identify: { needs: [], takes: [] },
  ListIdentifiers: LISTING,
  ListMetadataFormats: { needs: [], takes: ['identifier'] },
  ListRecords: LISTING,
  ListSets: { needs: [], takes: [], resumes: true },
};

export type Arguments = Readonly<Record<string, string | undefined>>;

export interface Asked {
  verb: Verb;
  given: Arguments;
}

/** Characters of one argument. */
const LONGEST = 4_000;

/** Throws `OaiError`: `badVerb`, `badArgument`. */
export function argumentsOf(pairs: URLSearchParams): Asked {
  const verbs = pairs.getAll('verb');
  const verb = VERBS.find((each) => each === verbs[0]);
  if (verb === undefined || verbs.length > 1)
    throw new OaiError('badVerb', verbs.length > 1 ? 'The verb is repeated' : 'No such verb');
  const { needs, takes, resumes } = RULES[verb];
  const given: Record<string, string> = {};
  for (const [name, value] of pairs) {
    if (name === 'verb') continue;
    const known = needs.includes(name) || takes.includes(name) || (resumes && name === 'resumptionToken');
    if (!known) throw new OaiError('badArgument', `${verb} has no argument ${name.slice(0, 50)}`);
    if (Object.hasOwn(given, name)) throw new OaiError('badArgument', `${name} is repeated`);
    if (value === '' || value.length > LONGEST)
      throw new OaiError('badArgument', `${name} is ${value === '' ? 'empty' : 'too long'}`);
    given[name] = value;
  }
  if (given.resumptionToken !== undefined) {
    if (Object.keys(given).length > 1)
      throw new OaiError('badArgument', 'resumptionToken stands alone beside the verb');
    return { verb, given };
  }
  const missing = needs.find((name) => given[name] === undefined);
  if (missing !== undefined) throw new OaiError('badArgument', `${verb} needs ${missing}`);
  return { verb, given };
}
