/** A workbook's own parts: which sheets there are, the texts they share, and what their numbers are shown as. */
import { notSpreadsheet } from './media.ts';
import type { Package } from './package.ts';
import { LIMITS, tooLarge } from './table.ts';
import { readXml } from './xml.ts';

export interface SheetPart {
  name: string;
  part: string;
  hidden: boolean;
}

export interface Workbook {
  sheets: SheetPart[];
  from1904: boolean;
  strings: string[];
  /** By style: its number format's id and code. */
  formats: { id: number; code: string | undefined }[];
}

const truthy = (value: string | undefined): boolean => value === '1' || value === 'true';

/** Targets of a part's relations by their ids, and the first of each type. */
async function relations(pack: Package, part: string) {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const name = `${folder}_rels/${part.slice(slash)}.rels`;
  const byId = new Map<string, string>();
  const byType = new Map<string, string>();
  if (!pack.has(name)) return { byId, byType };
  await readXml(name, pack.read(name), {
    open(element, { Id, Type = '', Target = '', TargetMode }) {
      // What lies outside the file is not followed.
      if (element !== 'Relationship' || TargetMode === 'External') return;
      if (!URL.canParse(Target, `zip:/${folder}`)) return;
      const target = new URL(Target, `zip:/${folder}`).pathname.slice(1);
      if (Id !== undefined) byId.set(Id, target);
      const type = Type.slice(Type.lastIndexOf('/') + 1);
      if (!byType.has(type)) byType.set(type, target);
    },
  });
  return { byId, byType };
}

/** Throws `source.not-spreadsheet` where the package is none of a workbook, `source.too-large`, `source.cut`. */
export async function openWorkbook(pack: Package): Promise<Workbook> {
  const { byType: roots } = await relations(pack, '');
  const main = roots.get('officeDocument') ?? 'xl/workbook.xml';
  if (!pack.has(main) || !main.endsWith('.xml')) {
    const binary = main.endsWith('.bin') || pack.has('xl/workbook.bin');
    throw notSpreadsheet(
      binary ? 'a workbook of the binary kind (.xlsb)' : 'a ZIP package that is no workbook',
    );
  }
  const { byId, byType } = await relations(pack, main);
  const book: Workbook = { sheets: [], from1904: false, strings: [], formats: [] };
  let workbook = false;
  await readXml(main, pack.read(main), {
    open(element, attributes) {
      if (element === 'workbook') workbook = true;
      if (element === 'workbookPr') book.from1904 = truthy(attributes.date1904);
      if (element !== 'sheet') return;
      const part = byId.get(attributes.id ?? '');
      // Charts and macro sheets have no rows.
      if (part === undefined || !part.includes('worksheets/')) return;
      const hidden = /hidden/i.test(attributes.state ?? '');
      book.sheets.push({ name: attributes.name ?? part, part, hidden });
    },
  });
  if (!workbook) throw notSpreadsheet('a document of another kind than a workbook');
  if (book.sheets.length > LIMITS.sheets) throw tooLarge(`a workbook of ${book.sheets.length} sheets`);
  const styles = byType.get('styles');
  if (styles !== undefined && pack.has(styles)) book.formats = await numberFormats(pack, styles);
  const strings = byType.get('sharedStrings');
  if (strings !== undefined && pack.has(strings)) book.strings = await sharedStrings(pack, strings);
  return book;
}

async function numberFormats(pack: Package, part: string): Promise<Workbook['formats']> {
  const codes = new Map<number, string>();
  const formats: Workbook['formats'] = [];
  let inCells = false;
  await readXml(part, pack.read(part), {
    open(element, { numFmtId = '0', formatCode }) {
      if (element === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      if (element === 'cellXfs') inCells = true;
      if (element === 'xf' && inCells) formats.push({ id: Number(numFmtId), code: undefined });
    },
    close(element) {
      if (element === 'cellXfs') inCells = false;
    },
  });
  return formats.map(({ id }) => ({ id, code: codes.get(id) }));
}

async function sharedStrings(pack: Package, part: string): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let reading = false;
  let phonetic = false;
  await readXml(part, pack.read(part), {
    open(element) {
      if (element === 'si') text = '';
      if (element === 'rPh') phonetic = true;
      reading = element === 't' && !phonetic;
    },
    text(piece) {
      if (reading && text.length <= LIMITS.cell) text += piece;
    },
    close(element) {
      reading = false;
      if (element === 'rPh') phonetic = false;
      if (element !== 'si') return;
      const whole = unescaped(text).slice(0, LIMITS.cell);
      characters += whole.length;
      if (characters > LIMITS.characters || strings.length >= LIMITS.cells) {
        throw tooLarge(`more than ${LIMITS.characters} characters`);
      }
      strings.push(whole);
    },
  });
  return strings;
}

/** `_x000D_`: how OOXML writes characters that XML cannot have. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
