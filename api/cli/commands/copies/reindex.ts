/** `huimu reindex`: brings the indices of a cluster to this program's version, while searches and harvests go on. */
import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '../../../../config/errors/errors.ts';
import type { Settings } from '../../../../config/settings/settings.ts';
import { LAYOUT, PURPOSES } from '../../../../index/elasticsearch/layout/layout.ts';
import {
  openRebuilder,
  type Rebuilder,
  type Rebuilt,
} from '../../../../index/elasticsearch/rebuild/rebuild.ts';
import { actNow, unwritten } from '../../../audit/act.ts';
import { commandLineUser } from '../../../audit/acting-control.ts';
import { openPatientCatalogue } from '../../../catalogues.ts';
import { clusterAt } from '../../../cluster.ts';
import { EXIT } from '../../exit.ts';
import { table } from '../../table.ts';
import { duration, type Terminal, thousands } from '../../terminal.ts';

export interface ReindexOptions {
  /** Also what is of this program's version. */
  all?: boolean;
  /** Old indices stay until the command is given again. */
  keepOld?: boolean;
}

/** As long as a search that goes on page by page may take; in ms. */
const GRACE = 5 * 60_000;
const TOLD_EVERY = 2_000;

/** Throws `config.invalid` where the catalogue is in no cluster. */
export async function reindex(
  settings: Settings,
  { all = false, keepOld = false }: ReindexOptions,
  terminal: Terminal,
): Promise<number> {
  const { elasticsearchUrl: url } = settings;
  if (url === undefined) {
    throw new CodedError('config.invalid', 'HUIMU_ELASTICSEARCH_URL: 未设置 / not set', {
      hint: '单文件目录库在打开时自行升级 / a catalogue in one file brings itself forward when it is opened',
    });
  }
  const rebuilder = openRebuilder(clusterAt(url, settings));
  try {
    const rebuilt = await rebuilder.rebuild(all ? PURPOSES : [], counter(terminal));
    show(rebuilt, terminal);
    await rekey(rebuilder, terminal);
    if (rebuilt.length > 0) await recorded(settings);
    if (!keepOld) await dropOld(rebuilder, rebuilt.length > 0, terminal);
    return EXIT.ok;
  } finally {
    await rebuilder.close();
  }
}

/** In the audit log, which the old indices may not have had. Throws where it cannot be told. */
async function recorded(settings: Settings): Promise<void> {
  const catalogue = await openPatientCatalogue(settings);
  const act = actNow({ by: commandLineUser(), act: 'reindex', refused: null });
  try {
    await catalogue.record(act);
  } catch (error) {
    throw unwritten(act, error);
  } finally {
    await catalogue.close();
  }
}

/** What entries have in common is found by this program's rules from now on. */
async function rekey(rebuilder: Rebuilder, { say, note, json }: Terminal): Promise<void> {
  const looked = await rebuilder.rekey();
  if (looked === 0 || json) return;
  note(
    say(
      `已按本程序的规则核对 ${thousands(looked)} 个条目属于哪个资源`,
      `${thousands(looked)} entries: the resources that they belong to found by this program's rules`,
    ),
  );
}

function counter({ say, note, json }: Terminal): Parameters<Rebuilder['rebuild']>[1] {
  let told = 0;
  return ({ purpose, copied, total }) => {
    if (json || Date.now() - told < TOLD_EVERY) return;
    told = Date.now();
    const done = `${thousands(copied)}/${thousands(total)}`;
    note(say(`${purpose}：已写入新索引 ${done}`, `${purpose}: ${done} written to the new index`));
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MB`;

function show(rebuilt: Rebuilt[], { json, out, say }: Terminal): void {
  const versions = PURPOSES.map((purpose) => `${purpose} v${LAYOUT[purpose].version}`).join(', ');
  const nothing = say(
    `索引已是本程序的版本（${versions}）；--all 全部重建`,
    `The indices are of this program's version (${versions}); --all builds all anew`,
  );
  if (json) out(JSON.stringify(rebuilt, null, 2));
  else out(rebuilt.length === 0 ? nothing : tableOf(rebuilt, say));
}

function tableOf(rebuilt: Rebuilt[], say: Terminal['say']): string {
  return table(
    [
      { title: say('新索引', 'New index') },
      { title: say('文档', 'Documents'), right: true },
      { title: say('用时', 'Time'), right: true },
      { title: say('暂停写入', 'Writes waited'), right: true },
      { title: say('遍数', 'Passes'), right: true },
      { title: say('旧索引占用', 'Old on disk'), right: true },
      { title: say('新索引占用', 'New on disk'), right: true },
    ],
    rebuilt.map(({ to, documents, seconds, waitedSeconds, passes, bytes }) => [
      to,
      thousands(documents),
      duration(seconds * 1_000),
      duration(waitedSeconds * 1_000),
      String(passes),
      megabytes(bytes.from),
      megabytes(bytes.to),
    ]),
  );
}

/** After a while for the searches that began on them, where there may be any; a signal leaves them for the next time. */
async function dropOld(rebuilder: Rebuilder, used: boolean, { say, note, json }: Terminal): Promise<void> {
  if (used) {
    note(
      say(
        '旧索引五分钟后删除，供进行中的翻页读完；Ctrl-C 则留到下次 huimu reindex',
        'The old indices are dropped in five minutes, for readers that page through them; Ctrl-C leaves them to the next huimu reindex',
      ),
    );
    const stopped = new AbortController();
    const stop = () => stopped.abort();
    process.once('SIGINT', stop).once('SIGTERM', stop);
    const waited = await pause(GRACE, true, { signal: stopped.signal }).catch(() => false);
    process.off('SIGINT', stop).off('SIGTERM', stop);
    if (!waited) return;
  }
  const dropped = await rebuilder.dropOld();
  if (dropped.length > 0 && !json) {
    note(say(`已删除 ${dropped.join(', ')}`, `Dropped ${dropped.join(', ')}`));
  }
}
