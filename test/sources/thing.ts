/**
 * One thing of a catalogue, in neutral words: what the generator makes and the samples hold, and what every wire
 * renders in its own keys, codes and markup. Words are the portals' own (每年, 无条件开放); a wire that speaks
 * codes translates them by its sheet.
 */
import { createHash } from 'node:crypto';

export interface SampledThing {
  /** The platform's native identifier, in the shape of its product. */
  id: string;
  title: string;
  description: string | null;
  /** Office, as the page names it. */
  publisher: string | null;
  /** Most have one; Shaanxi lists several. */
  themes: string[];
  industry: string | null;
  keywords: string[];
  /** `YYYY-MM-DD`, or with ` hh:mm:ss`, or as the sample kept it; China time. */
  issued: string | null;
  modified: string | null;
  frequency: string | null;
  openness: string | null;
  /** Lower-case names: `xls`, `csv`, `api`, `link`, `other`, `file` (unnamed). */
  formats: string[];
  volume: { of: 'rows' | 'files' | 'apis'; text: string } | null;
  contact: { name: string | null; phone: string | null; email: string | null };
  items: { name: string; label: string; type: string }[];
  /** Scenario or use, version: Jiangsu province states them. */
  scenario: string | null;
  version: string | null;
  /** What catalogues of sharing, operation and registration say beside: label → words. */
  extras: Record<string, string>;
}

/** The identifier shapes of the products, by the sheets. */
export type IdShape =
  | 'hex32'
  | 'HEX32'
  | 'uuid'
  | 'snowflake'
  | 'mlbh'
  | 'shanghai'
  | 'serial'
  | 'zyml'
  | 'sjj'
  | 'trs';

const digits = (hex: string, length: number): string =>
  (BigInt(`0x${hex.slice(0, 24)}`) % 10n ** BigInt(length)).toString().padStart(length, '0');

/** The identifier that `name` has in that shape; the same name gives the same identifier. */
export function identifier(shape: IdShape, name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  switch (shape) {
    case 'hex32':
      return hex.slice(0, 32);
    case 'HEX32':
      return hex.slice(0, 32).toUpperCase();
    case 'uuid':
      return [
        hex.slice(0, 8),
        hex.slice(8, 12),
        hex.slice(12, 16),
        hex.slice(16, 20),
        hex.slice(20, 32),
      ].join('-');
    case 'snowflake':
      return `1${digits(hex, 18)}`;
    case 'mlbh':
      return `${3000 + (Number.parseInt(hex.slice(40, 44), 16) % 300)}/${digits(hex, 9)}`;
    case 'shanghai':
      return `AD${digits(hex, 13)}`;
    case 'zyml':
      return `zyml/ajg/sswj/${digits(hex, 7)}`;
    case 'sjj':
      return `${Number.parseInt(hex.slice(30, 32), 16) % 4 === 0 ? 'sjjk' : 'sjj'}/${digits(hex, 9)}`;
    case 'trs':
      return `t202303${String(1 + (Number.parseInt(hex.slice(30, 32), 16) % 28)).padStart(2, '0')}_${digits(hex, 7)}`;
    case 'serial':
      return `${1 + (Number.parseInt(hex.slice(0, 12), 16) % 999_999_937)}`;
  }
}

/** A thing that says nothing but its name. */
export function bareThing(id: string, title: string): SampledThing {
  return {
    id,
    title,
    description: null,
    publisher: null,
    themes: [],
    industry: null,
    keywords: [],
    issued: null,
    modified: null,
    frequency: null,
    openness: null,
    formats: [],
    volume: null,
    contact: { name: null, phone: null, email: null },
    items: [],
    scenario: null,
    version: null,
    extras: {},
  };
}
