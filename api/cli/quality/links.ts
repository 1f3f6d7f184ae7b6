/** `huimu links check [source…] --sample N`: asks addresses of a sample of entries, politely, and keeps what they showed. */
import { CodedError, coded } from '../../../config/errors/errors.ts';
import type { LinksChecked } from '../../../harvester/control/control.ts';
import { LINK_STATES } from '../../../index/quality/figures.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { type Terminal, thousands } from '../terminal.ts';

const MOST = 10_000;

/** Throws `request.invalid`. */
export function askedSample(text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= MOST) return size;
  throw new CodedError('request.invalid', `--sample ${text}`, { hint: `1–${MOST}` });
}

/** Of all sources that can be harvested where none is named. */
export async function checkLinks(
  { sources, control, catalogue }: Huimu,
  ids: string[],
  size: number,
  terminal: Terminal,
): Promise<number> {
  const { say, note } = terminal;
  for (const id of ids)
    if (!sources.has(id)) throw new CodedError('source.unknown', id, { hint: 'huimu sources list' });
  const wanted =
    ids.length > 0 ? ids : [...sources.values()].flatMap(({ id, harvest }) => (harvest?.base ? [id] : []));
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const done: LinksChecked[] = [];
  let failed = 0;
  for (const id of wanted) {
    if (stop.signal.aborted) break;
    // Nothing of it is in the catalogue: nothing to ask.
    if (ids.length === 0 && (await catalogue.counts(id)).length === 0) continue;
    try {
      done.push(await control.checkLinks(id, size, { signal: stop.signal }));
    } catch (error) {
      const { code, detail } = coded(error);
      if (stop.signal.aborted) break;
      failed += 1;
      note(`${id}: ${code} ${detail}`);
    }
  }
  if (terminal.json) terminal.out(JSON.stringify({ sources: done, failed }, null, 2));
  else if (done.length > 0)
    terminal.out(
      table(
        [
          { title: say('来源', 'Source') },
          { title: say('条目', 'Entries'), right: true },
          { title: say('地址', 'Addresses'), right: true },
          ...LINK_STATES.map((state) => ({ title: state, right: true })),
        ],
        done.map(({ source, entries, addresses, states }) => [
          source,
          ...[entries, addresses, ...LINK_STATES.map((state) => states[state])].map(thousands),
        ]),
      ),
    );
  if (stop.signal.aborted) return EXIT.stopped;
  return failed > 0 ? EXIT.failed : EXIT.ok;
}
