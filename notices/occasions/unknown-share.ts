/** How many of a source's living entries have a value that was not understood. */
import type { Catalogue } from '../../index/port.ts';

export async function withUnknown(
  catalogue: Pick<Catalogue, 'stream'>,
  source: string,
): Promise<{ entries: number; unknown: number }> {
  let entries = 0;
  let unknown = 0;
  for await (const page of catalogue.stream({ source: [source] })) {
    entries += page.length;
    unknown += page.filter(({ entry }) => entry.remarks.some(({ code }) => code === 'not-understood')).length;
  }
  return { entries, unknown };
}
