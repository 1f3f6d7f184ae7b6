/** The demonstration's country: a child process that plays the platforms on this machine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { CodedError } from '../../config/errors.ts';
import { Source } from '../../config/registry/source.ts';
import { PROJECT } from '../compose.ts';

/** Something worth seeing: a source that goes wrong, at once or in a second harvest, or an address. */
const Story = z.object({
  words: z.object({ zh: z.string(), en: z.string() }),
  source: z.string().optional(),
  address: z.string().optional(),
  /** What the platform is to be told before a second harvest, as it stands. */
  later: z.array(z.unknown()).default([]),
});
export type Story = z.infer<typeof Story>;

/** The line by which the country says that it is ready. */
const Ready = z.object({
  /** Real origin → where it is played. */
  routes: z.record(z.string(), z.string()),
  /** Rows of sources that only the demonstration has; the others' rows are the configured ones. */
  sources: z.array(Source),
  /** What is played, with the distinct identifiers that a harvest is to end with. */
  platforms: z.array(z.object({ id: z.string(), expected: z.int() })),
  stories: z.array(Story),
});

export interface Country {
  routes: Record<string, string>;
  /** The played sources, and the configured rows that cannot be harvested; nothing that would leave this machine. */
  sources: Source[];
  /** Source → entries that a harvest of it is to end with. */
  expected: ReadonlyMap<string, number>;
  stories: Story[];
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
  // As this process was started: installed as a package, it strips types by an option.
  const child = spawn(process.execPath, [...process.execArgv, main, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // Ctrl-C is this process's to answer: the country stands until the runs have stopped.
    detached: process.platform !== 'win32',
  });
  // The country serves for as long as this process holds its input open, so it dies with it in any case.
  const ready = Ready.parse(JSON.parse(await firstLine(child)));
  const expected = new Map(ready.platforms.map((platform) => [platform.id, platform.expected]));
  return {
    routes: ready.routes,
    sources: [...configured, ...ready.sources]
      .filter(({ id, harvest }) => harvest === undefined || expected.has(id))
      .map(unhurried),
    expected,
    stories: ready.stories,
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
