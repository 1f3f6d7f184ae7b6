/** The template of a sharing catalogue to fill in: the compilation guide's columns, from the table that reads them. */
import writeWorkbook, { type Cell, type SheetData } from 'write-excel-file/node';
import { type Column, columns } from '../config/tables/sharing-catalogue.ts';

export const TEMPLATES = ['xlsx', 'csv'] as const;
export type TemplateKind = (typeof TEMPLATES)[number];

export const TEMPLATE_TYPES: Record<TemplateKind, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

type Filled = Column & { template: string[] };

const wanted = (): Filled[] =>
  columns().all.filter((column): column is Filled => column.template !== undefined);

const WIDE = 18;

export async function template(kind: TemplateKind): Promise<Buffer> {
  const all = wanted();
  // With a mark, as Excel takes a file without one for GBK.
  if (kind === 'csv') return Buffer.from(`\uFEFF${all.map(({ zh }) => zh).join(',')}\r\n`);
  const sheets = [
    { sheet: '目录', data: headerRows(all), columns: all.map(() => ({ width: WIDE })), stickyRowsCount: 2 },
    { sheet: '填写说明', data: guideRows(), columns: [WIDE, 2 * WIDE, 4 * WIDE].map((width) => ({ width })) },
  ];
  return (await writeWorkbook(sheets).toBuffer()) as Buffer;
}

const bold = (value: string, change: Partial<Extract<Cell, object>> = {}): Cell =>
  ({ value, fontWeight: 'bold', align: 'center', alignVertical: 'center', ...change }) as Cell;

/** Two rows: what belongs together under one word, the others over both. */
function headerRows(all: Filled[]): SheetData {
  const upper: Cell[] = [];
  const lower: Cell[] = [];
  for (const [at, { template: words }] of all.entries()) {
    const [first = '', second] = words;
    lower.push(second === undefined ? null : bold(second));
    if (second === undefined) upper.push(bold(first, { rowSpan: 2 }));
    else if (all[at - 1]?.template[0] === first) upper.push(null);
    else {
      const rest = all.slice(at);
      const others = rest.findIndex(({ template: [word] }) => word !== first);
      upper.push(bold(first, { columnSpan: others < 0 ? rest.length : others }));
    }
  }
  return [upper, lower];
}

function guideRows(): SheetData {
  const rows = columns().all.map(({ zh, en, headers }): Cell[] => [zh, en, headers.join('、')]);
  return [[bold('列'), bold('English'), bold('也可以写作')], ...rows];
}
