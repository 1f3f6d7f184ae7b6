/** A kept record as it may be shown: the source's own words, without mobile numbers and people's names. */
import { adapterFor } from '../adapters/registry.ts';
import type { RawPart, RawRecord } from '../config/record.ts';
import type { Source } from '../config/registry/source.ts';
import { withoutCredentials } from '../normalizer/addresses.ts';
import { maskMobiles } from '../normalizer/privacy/masking.ts';
import { personalIn } from '../normalizer/privacy/personal.ts';
import { harvestable } from './control/worker.ts';

/** In place of a text of which nobody can say whom it names. */
export const WITHHELD = '因可能含有个人信息，不予显示 / withheld: it may name people';

/**
 * Names are known by reading the record as the source's adapter does, so that it is the source's own keys and
 * labels that tell. The masked record is read again: where a name still comes out, nothing is shown. The same
 * holds where the source is configured no more, or its record cannot be read any more.
 */
export async function shownRaw(source: Source | undefined, record: RawRecord): Promise<RawRecord> {
  const named = await withoutNames(source, record);
  return {
    ...record,
    parts: named.map((part) => ({ ...part, text: withoutCredentials(maskMobiles(part.text)) })),
  };
}

async function withoutNames(source: Source | undefined, record: RawRecord): Promise<RawPart[]> {
  const withheld = record.parts.map((part) => ({ ...part, text: WITHHELD }));
  try {
    const asked = harvestable(source, record.id);
    const adapter = await adapterFor(asked);
    const personal = personalIn(adapter.read(asked, record));
    if (personal.size === 0) return record.parts;
    // The longest first: a name inside a longer text goes with it.
    const words = [...personal].sort(([a], [b]) => b.length - a.length);
    const parts = record.parts.map((part) => ({
      ...part,
      text: words.reduce((text, [from, to]) => text.replace(spelling(from), () => to), part.text),
    }));
    const left = personalIn(adapter.read(asked, { ...record, parts }));
    return [...left.keys()].some((word) => personal.has(word)) ? withheld : parts;
  } catch {
    return withheld;
  }
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The words as they may stand in JSON and in markup, whatever blanks are between them. */
function spelling(words: string): RegExp {
  const spellings = [
    words,
    JSON.stringify(words).slice(1, -1),
    words.replace(/[&<>"']/g, (mark) => HTML[mark] as string),
    words.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ];
  const patterns = [...new Set(spellings)].map((each) =>
    each
      .split(/\s+/)
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
      .join('\\s+'),
  );
  return new RegExp(patterns.join('|'), 'gi');
}
