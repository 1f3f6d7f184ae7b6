/** The formats of exports, as they are asked for. */
export const FORMATS = ['csv', 'xlsx', 'json', 'jsonl', 'parquet'] as const;

export type Format = (typeof FORMATS)[number];
