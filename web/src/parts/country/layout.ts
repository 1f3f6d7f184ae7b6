/**
 * The country as tiles: each of the 34 provinces one square, roughly where it lies. Codes are GB/T 2260's, letters
 * those of GB/T 2260 and ISO 3166-2:CN.
 */
export interface Tile {
  code: string;
  letters: string;
  /** From the west, and from the north, both from 0. */
  column: number;
  row: number;
}

/** By rows from the north, `.` where there is none. */
const ROWS = [
  '. . . . . . HL',
  '. . . . . . JL',
  'XJ GS NX NM BJ TJ LN',
  'XZ QH SN SX HE SD .',
  '. SC CQ HA AH JS SH',
  '. YN GZ HB JX ZJ .',
  '. . GX HN FJ . TW',
  '. . . GD HK . .',
  '. . HI MO . . .',
];

const CODES: Record<string, string> = {
  BJ: '110000',
  TJ: '120000',
  HE: '130000',
  SX: '140000',
  NM: '150000',
  LN: '210000',
  JL: '220000',
  HL: '230000',
  SH: '310000',
  JS: '320000',
  ZJ: '330000',
  AH: '340000',
  FJ: '350000',
  JX: '360000',
  SD: '370000',
  HA: '410000',
  HB: '420000',
  HN: '430000',
  GD: '440000',
  GX: '450000',
  HI: '460000',
  CQ: '500000',
  SC: '510000',
  GZ: '520000',
  YN: '530000',
  XZ: '540000',
  SN: '610000',
  GS: '620000',
  QH: '630000',
  NX: '640000',
  XJ: '650000',
  TW: '710000',
  HK: '810000',
  MO: '820000',
};

export const TILES: Tile[] = ROWS.flatMap((line, row) =>
  line.split(' ').flatMap((letters, column) => {
    const code = CODES[letters];
    return code === undefined ? [] : [{ code, letters, column, row }];
  }),
);

/** Steps of one key press, [columns, rows]. */
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Where a key leads from a tile: the nearest one that way, first in its own row or column. */
export function tileBeyond(from: Tile, key: string): Tile | undefined {
  if (key === 'Home') return TILES[0];
  if (key === 'End') return TILES.at(-1);
  const step = STEPS[key];
  if (step === undefined) return undefined;
  const [right, down] = step;
  const distance = (tile: Tile): number => {
    const [columns, rows] = [tile.column - from.column, tile.row - from.row];
    const along = columns * right + rows * down;
    const aside = Math.abs(columns * down) + Math.abs(rows * right);
    return along <= 0 ? Number.POSITIVE_INFINITY : along + aside * 3;
  };
  const nearest = TILES.toSorted((one, other) => distance(one) - distance(other))[0];
  return nearest !== undefined && Number.isFinite(distance(nearest)) ? nearest : undefined;
}
