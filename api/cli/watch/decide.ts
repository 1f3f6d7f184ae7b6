/** `huimu watch decide <list> <key> <decision>`: what was decided of a finding, kept for all later computations. */
import { type CodedError, coded } from '../../../config/errors/errors.ts';
import type { Verdict, WatchList } from '../../../index/watch/finding.ts';
import { actNow, unwritten } from '../../audit/act.ts';
import { commandLineUser } from '../../audit/acting-control.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import type { Terminal } from '../terminal.ts';

/** Throws `request.not-found`, and `audit.unwritten` where it is done and stands in no log. */
export async function decideFinding(
  { catalogue }: Huimu,
  { list, key, verdict, note }: { list: WatchList; key: string; verdict: Verdict; note: string | undefined },
  terminal: Terminal,
): Promise<number> {
  const by = commandLineUser();
  const decision = {
    list,
    key,
    verdict,
    by,
    at: new Date().toISOString(),
    note: note?.slice(0, 2_000) ?? null,
  };
  const keep = async (refused: CodedError | null) => {
    const act = actNow({
      ...{ by, act: `finding-${verdict}`, refused: refused?.code ?? null, finding: `${list} ${key}` },
    });
    await catalogue.record(act).catch((error: unknown) => {
      throw unwritten(act, error);
    });
  };
  try {
    await catalogue.decideFinding(decision);
  } catch (error) {
    await keep(coded(error));
    throw error;
  }
  await keep(null);
  if (terminal.json) terminal.out(JSON.stringify(decision));
  else terminal.out(terminal.say('已记下', 'Kept'));
  return EXIT.ok;
}
