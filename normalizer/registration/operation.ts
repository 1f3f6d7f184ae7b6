/** Authorised operation: zone, mode of authorisation, operators, term and prices (《公共数据资源授权运营实施规范（试行）》, 2025). */
import type { Field } from '../../config/record.ts';
import type { VocabularyName } from '../../config/vocabularies.ts';
import type { Agent, Entry } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { separated } from '../values/lists.ts';
import { readPrice } from '../values/prices.ts';
import { LONGEST_NAME, readAgent, stateAgent } from '../values/publishers.ts';
import { terms } from '../values/terms.ts';
import { readPeriod } from '../values/time/periods.ts';

type Operation = NonNullable<Entry['operation']>;

const BETWEEN_NAMES = /[、；;\n|，,]/;
const BETWEEN_SCENARIOS = /[、；;\n|]/;
const MOST = 100;

/** A word of a code list, in the shape of the entry's coded values. */
export function readCoded<C extends string>(
  reading: Reading,
  field: Field,
  list: VocabularyName,
): { code: C | null; raw: string } | undefined {
  const raw = reading.text(field, 200);
  if (raw === undefined) return undefined;
  const term = terms(list).match(raw);
  if (term === undefined) reading.remark(field, 'not-understood', raw);
  return { code: (term?.code as C | undefined) ?? null, raw };
}

export function readOperation(reading: Reading): Operation | undefined {
  const term = { whole: 'term', from: 'termFrom', until: 'termUntil' } as const;
  const found: { [name in keyof Operation]: Operation[name] | undefined } = {
    zone: reading.text('zone', LONGEST_NAME),
    authorisation: readCoded(reading, 'authorisationMode', 'authorisation-modes'),
    pattern: readCoded(reading, 'operationPattern', 'operation-patterns'),
    term: readPeriod(reading, term),
    basis: readCoded(reading, 'priceBasis', 'price-bases'),
    pricingUnit: readCoded(reading, 'pricingUnit', 'pricing-units'),
    ceilingPrice: readPrice(reading, 'ceilingPrice'),
    actualPrice: readPrice(reading, 'actualPrice'),
    applicationConditions: reading.text('applicationConditions', 5000, true),
  };
  const stated = Object.entries(found).filter(([, value]) => value !== undefined);
  return stated.length === 0 ? undefined : (Object.fromEntries(stated) as Operation);
}

/** The operators: one, or several in one text or list. */
export function readOperators(reading: Reading): Agent[] | undefined {
  const names = separated(reading.value('operator'), BETWEEN_NAMES);
  if (names.length < 2) {
    const only = readAgent(reading, 'operator');
    return only === undefined ? undefined : [only];
  }
  const agents: Agent[] = [];
  for (const each of names.slice(0, MOST)) {
    const name = reading.clean('operator', each, LONGEST_NAME);
    if (name === undefined || agents.some((agent) => agent.name === name)) continue;
    agents.push(stateAgent(name, reading.source.region));
  }
  if (names.length > MOST) reading.remark('operator', 'truncated');
  return agents.length === 0 ? undefined : agents;
}

export function readScenarios(reading: Reading): Pick<Entry, 'scenario' | 'scenarios'> {
  const scenario = reading.text('scenario', 1000);
  if (scenario === undefined) return {};
  const scenarios = separated(reading.value('scenario'), BETWEEN_SCENARIOS).flatMap(
    (each) => reading.clean('scenario', each, 200) ?? [],
  );
  const distinct = [...new Set(scenarios)].slice(0, MOST);
  return { scenario, ...(distinct.length < 2 ? {} : { scenarios: distinct }) };
}
