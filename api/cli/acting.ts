/** What all commands have in common: their options, the installation opened and closed, and errors as words and exit codes. */
import { type CodedError, coded, ERRORS } from '../../config/errors/errors.ts';
import type { Settings } from '../../config/settings/settings.ts';
import type { ComposeOptions, Huimu } from '../compose.ts';
import { EXIT } from './exit.ts';
import { teller } from './teller.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** Options that every command takes, before or after its name. */
export interface Common {
  data?: string;
  lang?: string;
  json?: boolean;
}

type Action = (settings: Settings, terminal: Terminal) => Promise<number> | number;

/** Settings of this call, and the way its words go out; what is thrown becomes words and an exit code. */
export async function act(common: Common, overrides: Partial<Settings>, action: Action): Promise<void> {
  const terminal = openTerminal(common);
  try {
    const { loadSettings } = await import('../../config/settings/settings.ts');
    const settings = loadSettings({
      environment: process.env,
      folder: process.cwd(),
      overrides: { ...overrides, ...(common.data === undefined ? {} : { data: common.data }) },
    });
    process.exitCode = await action(settings, terminal);
  } catch (error) {
    process.exitCode = report(coded(error), terminal);
  }
}

function report(error: CodedError, terminal: Terminal): number {
  const words = ERRORS[error.code][terminal.language];
  terminal.note(`${words} (${error.code})\n  ${error.detail.replaceAll('\n', '\n  ')}`);
  if (error.hint !== undefined) terminal.note(`  → ${error.hint}`);
  if (error.code === 'internal' && error.cause instanceof Error) terminal.note(error.cause.stack ?? '');
  return error.rule.blame === 'caller' ? EXIT.usage : EXIT.failed;
}

/** Opens the installation for one action and closes it whatever happens. */
export const withHuimu =
  (
    action: (huimu: Huimu, terminal: Terminal) => Promise<number>,
    part: Pick<ComposeOptions, 'harvests' | 'works' | 'rows'> = {},
  ): Action =>
  async (settings, terminal) => {
    if (settings.elasticsearchUrl === undefined) {
      const { prepareThreads } = await import('../../index/sqlite/threads.ts');
      prepareThreads();
    }
    const { composeHuimu } = await import('../compose.ts');
    const huimu = await composeHuimu(settings, {
      ...part,
      tell: teller(terminal),
    });
    try {
      return await action(huimu, terminal);
    } finally {
      await huimu.close();
    }
  };

/** What most commands are: one action in the installation as it is set. */
export const inHuimu = (common: Common, action: Parameters<typeof withHuimu>[0]): Promise<void> =>
  act(common, {}, withHuimu(action));
