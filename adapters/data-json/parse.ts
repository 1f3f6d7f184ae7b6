/** A `data.json` document to raw records. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { RawValue } from '../../config/record.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import type { ListedRow, UnlistableRow } from '../contract.ts';
import { type RowReading, rowsOf } from '../formats/json/rows.ts';
import { isObject, itemsOf, type Json, ordering } from '../formats/json/values.ts';
import type { DataJsonOptions } from './request.ts';

/** Catalogues within catalogues are followed so deep. */
const MAX_DEPTH = 8;

export interface CatalogueItems {
  items: RawValue[];
  /** Catalogues that are named here and stand elsewhere. */
  linked: string[];
}

const plain = (value: RawValue | undefined): string | undefined =>
  (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
    ? String(value).trim()
    : undefined;

/** A record's identifier: a text, or (DCAT-US 3) an object with an address; else the record's own address. */
export function identifierOf(record: Json): string | undefined {
  const { identifier } = record;
  const given = Array.isArray(identifier) ? identifier[0] : identifier;
  return plain(given) ?? (isObject(given) ? plain(given['@id']) : undefined) ?? plain(record['@id']);
}

function gather(catalogue: Json, depth: number, into: CatalogueItems): boolean {
  const parts = [catalogue.dataset, catalogue.service, catalogue.datasetSeries].filter(
    (part) => part !== undefined && part !== null,
  );
  for (const part of parts) into.items.push(...itemsOf(part));
  for (const inner of depth < MAX_DEPTH ? itemsOf(catalogue.catalog) : []) {
    if (isObject(inner) && gather(inner, depth + 1, into)) continue;
    into.linked.push(
      JSON.stringify(isObject(inner) ? (inner['@id'] ?? inner.title ?? inner) : inner).slice(0, 200),
    );
  }
  return parts.length > 0;
}

/**
 * The datasets, services and series of a document, of catalogues within it too. A list alone is a catalogue as well
 * (schema 1.0). Throws `source.shape-changed`, `source.answer-failed`.
 */
export function itemsIn(document: RawValue, url: string): CatalogueItems {
  const found: CatalogueItems = { items: [], linked: [] };
  if (Array.isArray(document) && document.some(isObject)) return { ...found, items: document };
  if (isObject(document) && (gather(document, 0, found) || found.items.length > 0)) return found;
  refuseEnvelope(document, url);
  throw new CodedError('source.shape-changed', `${url}: no \`dataset\``);
}

const readingOf = (options: DataJsonOptions): RowReading => ({
  idOf: identifierOf,
  noId: 'no `identifier` that is a text or an address',
  sign: ordering((key) => options.volatile.includes(key)),
  complete: true,
  maxRecord: options.maxRecord,
});

/** All items as rows. An identifier that stands twice names one record: the first counts, the others are refused by name. */
export function rowsIn(
  items: RawValue[],
  url: string,
  options: DataJsonOptions,
): (ListedRow | UnlistableRow)[] {
  const reading = readingOf(options);
  const seen = new Set<string>();
  return items.flatMap((item): (ListedRow | UnlistableRow)[] => {
    const { rows, unlistable } = rowsOf([item], url, reading);
    const [row] = rows;
    if (row === undefined || !seen.has(row.id)) {
      if (row !== undefined) seen.add(row.id);
      return [...rows, ...unlistable];
    }
    return [{ code: 'record.invalid', detail: `identifier ${row.id} stands twice`, text: row.row.text }];
  });
}
