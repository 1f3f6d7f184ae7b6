/** `huimu keys [list | make <name> | revoke <id>]`: who may act through the API. */
import type { z } from 'zod';
import { CodedError, coded } from '../../../config/errors/errors.ts';
import { listKeys, makeKey, revokeKey, type ShownKey } from '../../access/keys.ts';
import { actNow, unwritten } from '../../audit/act.ts';
import { commandLineUser } from '../../audit/acting-control.ts';
import type { Huimu } from '../../compose.ts';
import { MakeKey } from '../../schemas/access.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal } from '../terminal.ts';

export interface MakeKeyOptions {
  role: string;
  source?: string[];
  region?: string[];
  days?: string;
}

export type AskedKey = z.infer<typeof MakeKey>;

/** Throws `request.invalid`, naming what is wrong. */
export function askedKey(name: string, { role, source, region, days }: MakeKeyOptions): AskedKey {
  const asked = MakeKey.safeParse({
    ...{ name, role, sources: source ?? [], regions: region ?? [] },
    ...(days !== undefined && { days: Number(days) }),
  });
  if (asked.success) return asked.data;
  const [issue] = asked.error.issues;
  throw new CodedError('request.invalid', `${issue?.path.join('.')}: ${issue?.message}`, {
    hint: '--role source-admin 须有 --source 或 --region / needs --source or --region; others have none',
  });
}

export async function showKeys({ catalogue }: Huimu, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const keys = await listKeys(catalogue);
  if (terminal.json) terminal.out(JSON.stringify(keys, null, 2));
  else if (keys.length === 0) terminal.note(say('还没有密钥', 'There are no keys'));
  else {
    const stands = ({ revokedAt, expiresAt }: ShownKey): string => {
      if (revokedAt !== null)
        return say(`已吊销 ${revokedAt.slice(0, 10)}`, `revoked ${revokedAt.slice(0, 10)}`);
      return expiresAt === null
        ? say('有效', 'good')
        : say(`至 ${expiresAt.slice(0, 10)}`, `until ${expiresAt.slice(0, 10)}`);
    };
    terminal.out(
      table(
        [
          { title: say('标识', 'Id') },
          { title: say('名称', 'Name'), most: 40 },
          { title: say('角色', 'Role') },
          { title: say('范围', 'Scope'), most: 50 },
          { title: say('生成', 'Made') },
          { title: say('状态', 'State') },
        ],
        keys.map((key) => [
          key.id,
          printable(key.name),
          key.role,
          [...key.sources, ...key.regions].join(' ') || '—',
          key.madeAt.slice(0, 10),
          stands(key),
        ]),
      ),
    );
  }
  return EXIT.ok;
}

/** Throws `source.unknown`, and `audit.unwritten` where it is done and stands in no log. */
export async function makeOneKey(huimu: Huimu, asked: AskedKey, terminal: Terminal): Promise<number> {
  const { catalogue, sources } = huimu;
  const unknown = asked.sources.find((id) => !sources.has(id));
  if (unknown !== undefined) throw new CodedError('source.unknown', unknown);
  const { days, ...wanted } = asked;
  const expiresAt = days === undefined ? null : new Date(Date.now() + days * 86_400_000).toISOString();
  const { key, shown } = await makeKey(catalogue, { ...wanted, expiresAt }, commandLineUser());
  // Shown before it is logged: a key that nobody saw would be lost.
  terminal.out(terminal.json ? JSON.stringify({ key, made: shown }) : key);
  terminal.note(terminal.say('请立即保存，不会再次显示', 'Keep it now: it is not shown again'));
  await log(huimu, 'make-key', shown.id, null);
  return EXIT.ok;
}

/** Throws `key.unknown`, and `audit.unwritten` where it is done and stands in no log. */
export async function revokeOneKey(huimu: Huimu, id: string, terminal: Terminal): Promise<number> {
  try {
    const revoked = await revokeKey(huimu.catalogue, id, commandLineUser());
    if (terminal.json) terminal.out(JSON.stringify(revoked));
    else terminal.out(terminal.say(`已吊销 ${id}`, `${id} is revoked`));
  } catch (error) {
    await log(huimu, 'revoke-key', id, coded(error));
    throw error;
  }
  await log(huimu, 'revoke-key', id, null);
  return EXIT.ok;
}

async function log(
  { catalogue }: Huimu,
  name: string,
  subject: string,
  refused: CodedError | null,
): Promise<void> {
  const act = actNow({ by: commandLineUser(), act: name, refused: refused?.code ?? null, subject });
  await catalogue.record(act).catch((error: unknown) => {
    throw unwritten(act, error);
  });
}
