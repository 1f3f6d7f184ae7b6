/** Whether the data can be had and worked with: by what the record says, not by asking. */
import { MACHINE_READABLE, PROPRIETARY, VAGUE_FORMATS } from '../../config/quality/quality.ts';
import { vocabulary } from '../../config/vocabularies.ts';
import type { Entry } from '../entry.ts';
import { isData, metIf, metUnless, type Test } from './verdict.ts';

let known: Set<string> | undefined;

/** A format that the list has, and that says more than that it is a file. */
export function isKnownFormat(format: string | undefined): format is string {
  known ??= new Set(vocabulary('formats').map(({ code }) => code));
  return format !== undefined && known.has(format) && !VAGUE_FORMATS.has(format);
}

const some = ({ distributions }: Entry, fits: (format: string) => boolean): boolean =>
  distributions.some(({ format }) => isKnownFormat(format) && fits(format));

/** Nobody expects an address of what is given on application, shared inside, or sold. */
const isOpen = ({ mode, openness }: Entry): boolean =>
  mode === 'opening' && (openness === undefined || ['unconditional', 'unknown'].includes(openness.class));

export const USABILITY = {
  offered: ({ distributions }) => metIf(distributions.length > 0),
  address: (entry) =>
    metUnless(
      entry.distributions.some(({ accessUrl, downloadUrl }) => (downloadUrl ?? accessUrl) !== undefined),
      !isOpen(entry),
    ),
  format: (entry) =>
    metUnless(
      some(entry, () => true),
      !isData(entry),
    ),
  'machine-readable': (entry) =>
    metUnless(
      some(entry, (format) => MACHINE_READABLE.has(format)),
      !isData(entry),
    ),
  'open-format': (entry) =>
    metUnless(
      some(entry, (format) => !PROPRIETARY.has(format)),
      !isData(entry),
    ),
  'landing-page': ({ landingPage }) => metIf(landingPage !== undefined),
} satisfies Record<string, Test>;
