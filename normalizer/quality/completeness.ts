/** Whether the record says what a record should say. What it says is not judged here. */
import type { Entry } from '../entry.ts';
import { isData, metIf, metUnless, type Test } from './verdict.ts';

const hasVolume = ({ volume, distributions }: Entry): boolean =>
  volume?.rows !== undefined ||
  volume?.bytes !== undefined ||
  distributions.some(({ rows, byteSize }) => rows !== undefined || byteSize !== undefined);

export const COMPLETENESS = {
  description: (entry) => metIf(entry.description !== undefined),
  publisher: ({ publisher, holder, implementingAgency, operator }) =>
    metIf((publisher ?? holder ?? implementingAgency ?? operator) !== undefined),
  theme: ({ themes }) => metIf(themes.length > 0),
  'access-terms': ({ openness, sharing }) => metIf((openness ?? sharing) !== undefined),
  'data-items': (entry) => metUnless(entry.dataItems.length > 0, !isData(entry)),
  contact: ({ contact }) => metIf(contact?.phone !== undefined || contact?.email !== undefined),
  keywords: ({ keywords }) => metIf(keywords.length > 0),
  issued: ({ issued }) => metIf(issued !== undefined),
  license: ({ license }) => metIf(license !== undefined),
  temporal: ({ temporal }) => metIf(temporal?.start !== undefined || temporal?.end !== undefined),
  // An interface has calls, not rows.
  volume: (entry) => metUnless(hasVolume(entry), entry.kind !== 'dataset'),
} satisfies Record<string, Test>;
