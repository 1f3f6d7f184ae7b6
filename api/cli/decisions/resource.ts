/** `huimu resource split | join | automatic <entry>`: an administrator's word on which entries are one thing. */
import { CodedError, coded } from '../../../config/errors/errors.ts';
import type { Decision } from '../../../index/port.ts';
import { actNow, unwritten, withSource } from '../../audit/act.ts';
import { commandLineUser } from '../../audit/acting-control.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { printable, type Terminal } from '../terminal.ts';

/** Throws `entry.not-found`, and `audit.unwritten` where it is done and stands in no log. */
export async function decideIdentity(
  { catalogue }: Huimu,
  { entry, ...decision }: Decision & { entry: string },
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  const at = new Date().toISOString();
  const other = decision.decision === 'join' ? { with: decision.with } : {};
  const keep = async (refused: CodedError | null) => {
    const target = await withSource(catalogue, { entry, ...other });
    const act = actNow({
      ...{ by: commandLineUser(), act: decision.decision, refused: refused?.code ?? null },
      ...target,
    });
    await catalogue.record(act).catch((error: unknown) => {
      throw unwritten(act, error);
    });
  };
  try {
    await catalogue.decide(entry, decision, at);
  } catch (error) {
    await keep(coded(error));
    throw error;
  }
  await keep(null);
  const stored = await catalogue.get(entry);
  const resource = stored && (await catalogue.resource(stored.resource));
  if (resource === undefined) throw new CodedError('entry.not-found', entry);
  if (terminal.json) {
    terminal.out(
      JSON.stringify({ resource: resource.id, entries: resource.offers.map((each) => each.entry.id) }),
    );
    return EXIT.ok;
  }
  terminal.out(
    say(
      `已记下，以后的采集都遵循；资源 ${resource.id}：`,
      `Kept for all later harvests; resource ${resource.id}:`,
    ),
  );
  for (const { entry: each } of resource.offers) terminal.out(`  ${printable(`${each.id}  ${each.title}`)}`);
  return EXIT.ok;
}
