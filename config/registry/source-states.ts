/**
 * The one table of how a source stands: its name, how it is shown, and what is to be done about it. In the order in which
 * one state goes before another.
 */

export type Look = 'good' | 'warn' | 'bad' | 'idle' | 'busy';

interface Standing {
  look: Look;
  zh: string;
  en: string;
  /** What to do; null where there is nothing. */
  todo: { zh: string; en: string } | null;
}

const standing = (look: Look, [zh, en]: [string, string], todo: [string, string] | null): Standing => ({
  look,
  zh,
  en,
  todo: todo === null ? null : { zh: todo[0], en: todo[1] },
});

export const SOURCE_STANDINGS = {
  'not-connected': standing(
    'idle',
    ['待接入', 'Not connected'],
    ['查明地址与接口，补入来源配置', 'Find its address and its interface, and write them into its row'],
  ),
  running: standing('busy', ['采集中', 'Running'], null),
  held: standing(
    'warn',
    ['待确认', 'Held'],
    ['到待确认清单中同意或不同意', 'Release or refuse what is held'],
  ),
  paused: standing(
    'idle',
    ['已暂停', 'Paused'],
    [
      '计划采集已由管理员暂停，可在来源页恢复',
      'An administrator has paused its schedule, which can be resumed on its page',
    ],
  ),
  'login-needed': standing(
    'bad',
    ['需登录', 'Login needed'],
    [
      '向平台申请接口权限，或请其提供目录文件上传',
      'Ask the platform for access to its interface, or for its catalogue as a file to upload',
    ],
  ),
  blocked: standing(
    'bad',
    ['受阻', 'Blocked'],
    [
      '请平台放行本系统（User-Agent），或提供目录文件上传',
      'Ask the platform to admit our User-Agent, or for its catalogue as a file to upload',
    ],
  ),
  moved: standing(
    'bad',
    ['已迁移', 'Moved'],
    [
      '按问题说明中的新地址修改来源的 base 或 home',
      "Write the new address, which the problem names, into the source's base or home",
    ],
  ),
  'format-changed': standing(
    'bad',
    ['格式已变', 'Format changed'],
    [
      '用 huimu sources probe 对照现在的响应，修订来源配置或映射',
      'Hold its row or mapping against what it answers now: huimu sources probe',
    ],
  ),
  down: standing(
    'bad',
    ['无法访问', 'Down'],
    [
      '会自动重试；持续多日请联系平台',
      'It is tried again by itself; ask the platform where it lasts for days',
    ],
  ),
  broken: standing(
    'bad',
    ['本系统故障', 'Broken'],
    ['查看最近一次采集的问题与服务日志', "See the last run's problem and the server's log"],
  ),
  empty: standing(
    'warn',
    ['空目录', 'Empty'],
    [
      '核对地址与接口；平台确无目录则无需处理',
      'Check the address and the interface; where it is empty indeed, nothing',
    ],
  ),
  doubtful: standing(
    'warn',
    ['列表存疑', 'Doubtful'],
    [
      '未移除任何条目，下次采集自动复核；多次如此请看问题说明',
      'Nothing was removed, and the next harvest looks again; where it stays so, see the problem',
    ],
  ),
  late: standing(
    'warn',
    ['逾期', 'Late'],
    ['查看调度是否在运行、任务队列是否积压', 'See whether the scheduler runs, and how long the queue is'],
  ),
  harvested: standing('good', ['已采集', 'Harvested'], null),
  waiting: standing(
    'idle',
    ['待首次采集', 'Not harvested yet'],
    ['等待首次采集，或现在开始', 'Wait for its first harvest, or start it now'],
  ),
} as const satisfies Record<string, Standing>;

export type SourceStanding = keyof typeof SOURCE_STANDINGS;

export const SOURCE_STATES = Object.keys(SOURCE_STANDINGS) as [SourceStanding, ...SourceStanding[]];
