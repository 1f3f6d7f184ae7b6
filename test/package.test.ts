/** The package, as `npm pack` makes it: installed in an empty folder it runs, with the pages and without the tests. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { bundled } from '../api/cli/bundled.js';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'huimu-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Its name and what it holds; undefined where npm or the registry cannot be had, which is said in one loud line. */
async function installed(): Promise<string[] | undefined> {
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    cwd: root,
    maxBuffer: 50_000_000,
  });
  const told = JSON.parse(stdout);
  const [packed] = (Array.isArray(told) ? told : Object.values(told)) as [
    { filename: string; files: { path: string }[] },
  ];
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  try {
    await run('npm', ['install', '--no-audit', '--no-fund', join(folder, packed.filename)], {
      cwd: folder,
      timeout: 400_000,
    });
  } catch (error) {
    const reason = String((error as { stderr?: string }).stderr ?? error).split('\n')[0];
    console.warn(
      `!!! 无法从软件源安装，跳过 / no registry to install from, the package is not tried: ${reason}`,
    );
    return undefined;
  }
  return packed.files.map(({ path }) => path);
}

const files = await installed();

describe.skipIf(files === undefined)('the package', () => {
  it('has the program, its data and the built pages, and no tests', () => {
    expect(files).toContain('api/cli/huimu.js');
    expect(files).toContain('config/exports/fields.yaml');
    expect(files).toContain('web/dist/index.html');
    expect(files).toContain('dist/program.json');
    expect(
      files?.filter((path) => /\.test\.tsx?$|^test\/(?!sources\/|shared\.ts)|^node_modules/.test(path)),
    ).toEqual([]);
    expect(files?.filter((path) => path.startsWith('web/src'))).toEqual([]);
  });

  it('starts the bundle, though its files have other dates than where it was built', () => {
    const project = pathToFileURL(join(folder, 'node_modules/huimu/'));
    expect(bundled(project)?.href).toMatch(/\/dist\/main-[\w-]+\.js$/);
  });

  it('runs its demonstration in an empty folder', async () => {
    const { stdout } = await run('npx', ['huimu', 'demo', '--once', '--scale', '0.05', '--lang', 'en'], {
      cwd: folder,
      env: { ...process.env, HUIMU_CONTACT: '' },
      timeout: 400_000,
      maxBuffer: 50_000_000,
    });
    expect(stdout).toContain('hold as many entries as their platforms have');
  }, 420_000);
});
