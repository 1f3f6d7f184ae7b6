/** A file's tables to rows of a listing. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { TableKind } from '../../config/tables/sharing-catalogue.ts';
import type { ListedRow, UnlistableRow } from '../contract.ts';
import { placeOf, type Table } from '../documents/tables/table.ts';
import { headerOf } from './headers.ts';
import { type Mark, markAbove, resourcesOf } from './records.ts';
import { cellOf, identityOf, nameOf, rolesOf, type Stated, says } from './resource.ts';
import { bearsMark } from './secrecy.ts';

export type Listed = { row: ListedRow } | { unlistable: UnlistableRow };

export interface Catalogue {
  /** In the order of sheets and rows. */
  listed: Listed[];
  /** Sheets that are no catalogue and need be none, by name. */
  skipped: string[];
  /** Sheets that look like tables and whose header is not understood: what is in them did not come. */
  unread: string[];
}

/** Sheets that come with a catalogue and are none: how to fill it in, lists to choose from. */
const BESIDE = /说明|填写|填报须知|字典|下拉|选项|参考|样例|示例|封面|代码表|枚举|校验|hidden|evaluation/i;
/** A table has more columns than text has. */
const WIDE = 3;
/** Rows whose texts are looked at for what a sheet is. */
const HEAD = 200;

/**
 * `sheets`: only those, by name. Throws `source.no-header` where no sheet is a catalogue, `source.secret` where the
 * file or a sheet of it bears a mark of secrecy.
 */
export function catalogueIn(
  tables: readonly Table[],
  file: string,
  kind: TableKind,
  sheets?: readonly string[],
): Catalogue {
  const catalogue: Catalogue = { listed: [], skipped: [], unread: [] };
  const seen = new Map<string, string>();
  let headers = 0;
  if (bearsMark(file)) throw secretFile(file);
  for (const table of tables) {
    if (table.rows.length === 0) continue;
    if (bearsMark(table.name)) throw secretFile(table.name);
    const header = table.hidden || sheets?.includes(table.name) === false ? undefined : headerOf(table, kind);
    if (header === undefined) {
      const wide = table.rows.slice(0, HEAD).filter(({ cells }) => cells.filter(Boolean).length >= WIDE);
      const beside = table.hidden || sheets !== undefined || BESIDE.test(table.name) || wide.length < 2;
      catalogue[beside ? 'skipped' : 'unread'].push(table.name);
      continue;
    }
    headers += 1;
    const mark = markAbove(table, header);
    if (mark !== undefined) throw secretFile(mark);
    for (const found of resourcesOf(table, header)) {
      catalogue.listed.push(
        'secret' in found ? secretRow(table, found.secret) : listedOf(found.resource, { file, kind, seen }),
      );
    }
  }
  if (headers === 0) {
    const names = tables.map(({ name }) => name).join('、');
    throw new CodedError(
      'source.no-header',
      `${file}: no row with ${nameOf('title', kind)} and its like in ${names}`,
      {
        hint: 'huimu template；docs/sharing-catalogues.md',
      },
    );
  }
  return catalogue;
}

const secretFile = (where: string): CodedError => new CodedError('source.secret', where);

const secretRow = (table: Table, { row, column }: Mark): Listed => ({
  unlistable: {
    code: 'record.secret',
    detail: `${placeOf(table, row, column)}: 标有密级 / marked secret`,
    text: '',
  },
});

interface Place {
  file: string;
  kind: TableKind;
  /** Where each id stood first. */
  seen: Map<string, string>;
}

function listedOf(resource: Stated, { file, kind, seen }: Place): Listed {
  const { roles } = rolesOf(resource.cells, kind);
  const id = identityOf(roles, kind);
  const title = roles.get('title');
  if (id === undefined) {
    const detail = `${cellOf(resource, title)}: ${nameOf('title', kind)}为空，也没有代码 / no name, and no code`;
    return { unlistable: { code: 'record.no-title', detail, text: excerpt(resource) } };
  }
  const place = cellOf(resource, roles.get('resourceCode') ?? title);
  const first = seen.get(id);
  if (first !== undefined) {
    const detail = `${place}: ${id} 已见于 / stands already at ${first}`;
    return { unlistable: { code: 'record.duplicate', detail, text: excerpt(resource) } };
  }
  seen.set(id, place);
  const { cells, items } = resource;
  return {
    row: {
      id,
      row: {
        role: 'row',
        mediaType: 'application/json',
        url: `${file}#${resource.at}`,
        text: JSON.stringify(resource),
      },
      // Where it stands is no part of what it says.
      sign: JSON.stringify([
        cells.map(([, ...said]) => said),
        items.map((item) => item.map(([, ...said]) => said)),
      ]),
      complete: true,
    },
  };
}

const excerpt = ({ cells }: Stated): string =>
  cells.flatMap(([, words, text]) => (says(text) ? `${words.at(-1)}: ${text}` : [])).join('；');
