/**
 * Tables that are handed over, whose rows are whole records: a hub's catalogue in the compilation guide's core metadata,
 * a zone's products, a register's registrations.
 */
import { hash } from 'node:crypto';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { TableKind } from '../../config/tables/sharing-catalogue.ts';
import type { Adapter, AdapterContext, ListedRow, ListPage, UnlistableRow } from '../contract.ts';
import { readTables } from '../documents/tables/read.ts';
import { probeByListing } from '../probe.ts';
import { type CatalogueFile, filesOf } from './files.ts';
import { catalogueIn, type Listed } from './parse.ts';
import { receive } from './receive.ts';
import { type SharingOptions, sharingCursor, sharingOptions } from './request.ts';
import { statementOf } from './statement.ts';

interface Gathered {
  listed: Listed[];
  /** What could not be read, by name and reason. */
  missing: string[];
}

/** All files as one list: what a newer file has is not taken from an older one. */
async function gather(
  { signal, remark }: AdapterContext,
  options: SharingOptions,
  files: CatalogueFile[],
  kind: TableKind,
): Promise<Gathered> {
  const gathered: Gathered = { listed: [], missing: [] };
  const newer = new Set<string>();
  let older = 0;
  for (const { name, body } of files) {
    signal.throwIfAborted();
    const here: string[] = [];
    try {
      const catalogue = catalogueIn((await readTables(body)).tables, name, kind, options.sheets);
      for (const each of catalogue.listed) {
        const id = 'row' in each ? each.row.id : undefined;
        if (id !== undefined && newer.has(id)) older += 1;
        else gathered.listed.push(each);
        if (id !== undefined) here.push(id);
      }
      for (const sheet of catalogue.unread)
        gathered.missing.push(`${name}: ${sheet}: no header is understood`);
      if (catalogue.skipped.length > 0)
        remark?.('source.sheet-skipped', `${name}: ${catalogue.skipped.join('、')}`);
    } catch (error) {
      // Of several files the others count, and the listing says what it lacks.
      if (files.length === 1 || !(error instanceof CodedError)) throw named(error, name);
      gathered.missing.push(`${name}: ${error.code}: ${error.detail}`);
    }
    for (const id of here) newer.add(id);
  }
  if (older > 0) remark?.('source.older-file', `${older}`);
  return gathered;
}

function named(error: unknown, name: string): unknown {
  if (!(error instanceof CodedError) || error.detail.includes(name)) return error;
  const { code, detail, hint } = error;
  return new CodedError(code, `${name}: ${detail}`, { cause: error, ...(hint !== undefined && { hint }) });
}

const digestOf = (files: readonly CatalogueFile[]): string =>
  hash(
    'sha256',
    files.map(({ name, body }) => `${name} ${hash('sha256', body)}`).join('\n'),
    'base64url',
  ).slice(0, 22);

async function* list(
  context: AdapterContext,
  from: ReturnType<typeof sharingCursor>,
  kind: TableKind,
): AsyncGenerator<ListPage> {
  const options = sharingOptions(context.source);
  const files = await filesOf(context, options, from?.upload ?? undefined);
  const digest = digestOf(files);
  if (from !== null && from.files !== digest)
    throw new CodedError('listing.cursor-invalid', 'the files are others than those it was begun with');
  const { listed, missing } = await gather(context, options, files, kind);
  const upload = files[0]?.upload ?? null;
  for (let after = from?.after ?? 0; ; ) {
    context.signal.throwIfAborted();
    const part = listed.slice(after, after + options.rows);
    after += part.length;
    const next = after < listed.length ? { files: digest, upload, after } : null;
    const rows: ListedRow[] = [];
    const unlistable: UnlistableRow[] = [];
    for (const each of part) {
      if ('row' in each) rows.push(each.row);
      else unlistable.push(each.unlistable);
    }
    const short = next === null && missing.length > 0 ? { missing: missing.join('; ') } : {};
    yield { rows, unlistable, declared: listed.length, next, ...short };
    if (next === null) return;
  }
}

/** `kind`: what the tables are of, and so which headers stand for what. */
export function tableAdapter(family: string, kind: TableKind): Adapter {
  const adapter: Adapter = {
    family,

    probe: (context) => probeByListing(adapter, context),

    list: (context, cursor) => list(context, sharingCursor(cursor), kind),

    detail: async () => [],

    read: (_source, record) => statementOf(record, kind),

    asks: (source) => sharingOptions(source).from === 'url',

    async receive(source, name, body) {
      const options = sharingOptions(source);
      if (options.from !== 'upload') {
        throw new CodedError('source.takes-no-files', `${source.id}: harvest.options.from: ${options.from}`);
      }
      if (body.length > options.maxBytes) throw new CodedError('source.too-large', `${body.length} bytes`);
      try {
        return await receive(name, body, kind, options.sheets);
      } catch (error) {
        throw coded(error);
      }
    },
  };
  return adapter;
}
