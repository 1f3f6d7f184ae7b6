/** The watch lists in the two languages of the pages (`watch-lists.yaml`), and the sentences of their reasons. */
import { z } from 'zod';
import { readYaml } from './text/yaml.ts';

const Said = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Lists = z.record(
  z.string(),
  z.strictObject({ name: Said, definition: Said, reasons: z.record(z.string(), Said) }),
);

export type Said = z.infer<typeof Said>;
export type WatchListWords = z.infer<typeof Lists>[string];

let loaded: z.infer<typeof Lists> | undefined;

/** Throws where there is no such list. */
export function watchListWords(list: string): WatchListWords {
  loaded ??= Lists.parse(readYaml(new URL('./watch-lists.yaml', import.meta.url)));
  const words = loaded[list];
  if (words === undefined) throw new Error(`no words for the watch list ${list}`);
  return words;
}

/** The reason as a sentence; the code itself where it has none. Values are text, whatever they hold. */
export function reasonSaid(
  list: string,
  {
    code,
    words = [],
    values = {},
  }: {
    code: string;
    words?: readonly string[] | undefined;
    values?: Readonly<Record<string, string | number>> | undefined;
  },
): Said {
  const said = watchListWords(list).reasons[code] ?? { zh: code, en: code };
  const filled = (sentence: string, mark: string): string =>
    sentence.replace(/\{(\w+)\}/g, (place, name: string) =>
      name === 'words' ? words.join(mark) : String(values[name] ?? place),
    );
  return { zh: filled(said.zh, '、'), en: filled(said.en, ', ') };
}
