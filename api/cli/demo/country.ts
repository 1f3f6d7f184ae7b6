/** The demonstration's country: a child process that plays the platforms on this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { CodedError } from '../../../config/errors/errors.ts';
import { Source } from '../../../config/registry/source.ts';
import { PROJECT } from '../../compose.ts';
import { stripping } from '../stripping.js';

const Words = z.object({ zh: z.string(), en: z.string() });
/** What the platform is to be told, as it stands. */
const Faults = z.array(z.unknown());

/** Something worth seeing: a source that goes wrong, at once or in a second harvest, a resource, an address. */
const Story = z.object({
  words: Words,
  sees: Words,
  source: z.string().optional(),
  address: z.string().optional(),
  title: z.string().optional(),
  faults: Faults,
  later: Faults,
  missed: z.boolean(),
  demands: z.array(
    z.object({
      need: z.string(),
      region: z.string(),
      purpose: z.string(),
      answer: z.object({ title: z.string(), text: z.string() }).optional(),
    }),
  ),
});
export type Story = z.infer<typeof Story>;

/** Who was harvested so many months ago, which share it had then, and which of its things it had taken off. */
const Step = z.object({
  months: z.number(),
  platforms: z.array(z.object({ source: z.string(), share: z.number(), gone: z.array(z.string()) })),
});
export type Step = z.infer<typeof Step>;

/** The line by which the country says that it is ready. */
const Ready = z.object({
  /** Real origin → where it is played. */
  routes: z.record(z.string(), z.string()),
  /** Rows of sources that only the demonstration has; the others' rows are the configured ones. */
  sources: z.array(Source),
  /** What is played, with the distinct identifiers that a harvest is to end with. */
  platforms: z.array(z.object({ id: z.string(), expected: z.int() })),
  stories: z.array(Story),
  past: z.array(Step),
});

export interface Country {
  routes: Record<string, string>;
  /** The played sources, and the configured rows that cannot be harvested; nothing that would leave this machine. */
  sources: Source[];
  /** Source → entries that a harvest of it is to end with. */
  expected: ReadonlyMap<string, number>;
  stories: Story[];
  /** Oldest first; the last is now. */
  past: Step[];
  /** Tells a platform what goes wrong from now on, or which of its things are gone. */
  tell(id: string, what: 'misbehave' | 'remove', body: unknown[]): Promise<void>;
  /** Ends it; resolves when it is gone. */
  close(): Promise<void>;
}

/** How long the country may take to stand, in ms. */
const PATIENCE = 60_000;

/**
 * Plays those of the configured rows that it can. Throws `request.invalid` for options that it does not take,
 * `internal` where it cannot be started, with the reason.
 */
export async function startCountry(args: string[], configured: Source[]): Promise<Country> {
  const main = join(PROJECT, 'test', 'sources', 'main.ts');
  if (!existsSync(main)) {
    throw new CodedError('config.invalid', main, {
      hint: '演示需要完整的代码库 / the demonstration needs the whole checkout',
    });
  }
  // Its sources are run as they are, whether this process is the bundle or was given the options already.
  const options = stripping(pathToFileURL(join(PROJECT, '/')));
  const given = options.every((option) => process.execArgv.includes(option)) ? [] : options;
  const child = spawn(process.execPath, [...process.execArgv, ...given, main, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C is this process's to answer: the country stands until the runs have stopped.
    detached: process.platform !== 'win32',
  });
  // The country serves for as long as this process holds its input open, so it dies with it in any case.
  const ready = Ready.parse(JSON.parse(await firstLine(child)));
  const expected = new Map(ready.platforms.map((platform) => [platform.id, platform.expected]));
  const sources = [...configured, ...ready.sources]
    .filter(({ id, harvest }) => harvest === undefined || expected.has(id))
    .map(unhurried);
  const bases = new Map(sources.flatMap(({ id, harvest }) => (harvest ? [[id, harvest.base]] : [])));
  return {
    routes: ready.routes,
    sources,
    expected,
    stories: ready.stories,
    past: ready.past,
    async tell(id, what, body) {
      const platform = ready.routes[new URL(bases.get(id) ?? '').origin];
      await fetch(`${platform}/-/${what}/${id}`, { method: 'POST', body: JSON.stringify(body) });
    },
    close: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once('exit', () => resolve());
        child.stdin?.end();
        setTimeout(() => child.kill('SIGKILL'), 3000).unref();
      }),
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const refuse = (error: CodedError) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(error);
    };
    const fail = (why: string) =>
      refuse(
        new CodedError('internal', `演示来源未能启动 / the demonstration's sources did not start: ${why}`),
      );
    const timer = setTimeout(() => fail(`${PATIENCE / 1000} s`), PATIENCE);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => {
      // It has said itself, on stderr, what it cannot take.
      if (code === 2) refuse(new CodedError('request.invalid', '--scale, --platforms'));
      else fail(`exit ${code ?? signal}`);
    });
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    lines.once('line', (line) => {
      clearTimeout(timer);
      child.removeAllListeners('exit');
      lines.close();
      child.stdout?.resume();
      resolve(line);
    });
  });
}

/** The country is this machine's own: no pace, many requests at once. */
export function unhurried(source: Source): Source {
  if (source.harvest === undefined) return source;
  return {
    ...source,
    harvest: { ...source.harvest, pace: { ...source.harvest.pace, perSecond: null, concurrency: 8 } },
  };
}
