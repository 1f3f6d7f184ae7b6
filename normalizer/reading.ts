/** One statement while it is being read: values decoded by the source's legend, raw ones kept, remarks noted. */
import { keyAlias, labelAlias } from '../config/labels.ts';
import type { Field, RawValue, Statement } from '../config/record.ts';
import type { HarvestableSource } from '../config/registry/source.ts';
import { withoutCredentials } from './addresses.ts';
import type { Entry, Remark } from './entry.ts';
import { maskMobiles } from './privacy/masking.ts';
import { RawKeeper } from './raw.ts';
import { cleanText, cut } from './text.ts';
import { listOf, textOf } from './values/lists.ts';
import { isPlaceholder } from './values/terms.ts';

export class Reading {
  readonly source: HarvestableSource;
  readonly statement: Statement;
  readonly raw: Entry['raw'] = {};
  readonly remarks: Remark[] = [];
  readonly #keeper = new RawKeeper();

  constructor(source: HarvestableSource, statement: Statement) {
    this.source = source;
    this.statement = statement;
  }

  remark(field: string, code: Remark['code'], raw?: string): void {
    if (raw === undefined) this.remarks.push({ field, code });
    else
      this.remarks.push({ field, code, raw: cut(withoutCredentials(maskMobiles(raw.toWellFormed())), 200) });
  }

  /** Keeps a value as the source gave it, under the field's name or its own label. */
  keep(name: string, value: RawValue): void {
    const kept = this.#keeper.keep(value, name === 'landingPage');
    if (kept.cut) this.remark(name, 'truncated');
    if (kept.masked) this.remark(name, 'masked');
    this.raw[name] = kept.value;
  }

  /** The field's value with its codes decoded, kept in `raw`; undefined where there is none or a placeholder. */
  value(field: Field): RawValue | undefined {
    const value = this.stated(field);
    if (value === undefined) return undefined;
    this.keep(field, this.statement.fields[field] as RawValue);
    return value;
  }

  /** The same without keeping it. */
  stated(field: Field): RawValue | undefined {
    const value = this.statement.fields[field];
    if (value === undefined || value === null) return undefined;
    const decoded = this.#decode(field, value);
    if (typeof decoded === 'string') return isPlaceholder(decoded) ? undefined : decoded;
    if (Array.isArray(decoded) && decoded.length === 0) return undefined;
    return decoded;
  }

  /** What other labels of the record say of the same field: 是否开放 beside 开放条件. */
  beside(field: Field): { label: string; value: string }[] {
    return Object.entries(this.statement.unmapped).flatMap(([label, stated]) => {
      if ((labelAlias(label) ?? keyAlias(label))?.field !== field) return [];
      const value = cleanText((textOf(stated) ?? '').slice(0, 2000));
      return isPlaceholder(value) ? [] : [{ label, value }];
    });
  }

  /** The field as one line of clean text, mobile numbers masked. */
  text(field: Field, limit: number, lines = false): string | undefined {
    const value = this.value(field);
    return value === undefined ? undefined : this.clean(field, value, limit, lines);
  }

  /** Any value as clean text; undefined where nothing is left of it. */
  clean(name: string, value: RawValue | undefined, limit: number, lines = false): string | undefined {
    const stated = textOf(value);
    if (stated === undefined) return undefined;
    // What is far beyond the limit is not even read: markup may be longer than its text, but not for ever.
    const clean = cleanText(stated.length > limit * 10 ? stated.slice(0, limit * 10) : stated, lines);
    if (isPlaceholder(clean)) return undefined;
    const masked = withoutCredentials(maskMobiles(clean));
    if (masked !== clean && !this.remarks.some(({ field, code }) => field === name && code === 'masked')) {
      this.remark(name, 'masked');
    }
    if (masked.length > limit || stated.length > limit * 10) this.remark(name, 'truncated');
    return cut(masked, limit);
  }

  /** The words of a list field. */
  words(field: Field): string[] {
    const value = this.value(field);
    return value === undefined ? [] : listOf(value);
  }

  #decode(field: Field, value: RawValue): RawValue {
    const legend = this.statement.codes?.[field];
    if (legend === undefined) return value;
    if (Array.isArray(value))
      return value.map((each) => (Array.isArray(each) ? each : this.#decode(field, each)));
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return value;
    const code = String(value).trim();
    const word = wordFor(legend, code);
    if (word !== undefined) return word;
    if (!/^[\w*-]+(?:[,;|][\w*-]+)+$/.test(code)) return legend['*'] ?? value;
    return code.split(/[,;|]/).map((part) => wordFor(legend, part) ?? part);
  }
}

function wordFor(legend: Record<string, string>, code: string): string | undefined {
  return Object.hasOwn(legend, code) ? legend[code] : undefined;
}
