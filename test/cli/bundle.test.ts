/** The program as `npm run build` makes it: it does what the sources do, and never what sources did that are no more. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bundled } from '../../api/cli/bundled.js';
import type { Manifest } from '../../bundle/manifest.ts';
import { startPlatform } from '../bench/harvesting.ts';
import { measuredSource } from '../bench/source.ts';
import { routesOf, sourcesFolder } from './command.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('what the bundle does', () => {
  const folder = join(root, 'test/output/bundle');
  const source = 'anhui-wuhu';
  let forms: string[] = [];
  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await build({
      configFile: join(root, 'bundle/vite.config.ts'),
      build: { outDir: folder },
      logLevel: 'error',
    });
    const { main } = JSON.parse(readFileSync(join(folder, 'program.json'), 'utf8')) as Manifest;
    forms = [join(root, 'api/cli/main.ts'), join(folder, main)];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Its answers, without what is of the moment. */
  async function said(main: string, routes: Record<string, string>): Promise<string[]> {
    const data = mkdtempSync(join(tmpdir(), 'huimu-bundle-'));
    const sources = sourcesFolder([measuredSource(source)]);
    const environment = {
      ...process.env,
      HUIMU_DATA: data,
      HUIMU_SOURCES: sources,
      HUIMU_CONTACT: 'https://huimu.example/',
      HUIMU_ROUTES: routesOf(routes),
      HUIMU_LOG_LEVEL: 'error',
    };
    const answers: string[] = [];
    for (const args of [
      ['--help'],
      ['harvest', source, '--json'],
      ['search', '公共数据', '--json'],
      ['sources', 'list', '--json'],
    ]) {
      const { stdout } = await run(process.execPath, [main, ...args], { env: environment, cwd: data });
      answers.push(stdout);
    }
    for (const each of [data, sources]) rmSync(each, { recursive: true, force: true });
    return answers.map((text) =>
      text
        .replaceAll(data, '')
        .replaceAll(/\b[0-9a-f]{16}\b/g, 'ID')
        .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID')
        .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'NOW')
        .replaceAll(/"(\w*[mM]s|bytes)": \d+/g, ''),
    );
  }

  it('is what the sources do', async () => {
    const platform = await startPlatform(source, 50, { keep: true });
    try {
      const [ofSources, ofBundle] = [
        await said(forms[0] as string, platform.routes),
        await said(forms[1] as string, platform.routes),
      ];
      expect(ofSources[1]).toContain('"added": 50');
      expect(ofBundle).toEqual(ofSources);
    } finally {
      platform.close();
    }
  });
});

describe('which form a command starts', () => {
  const project = mkdtempSync(join(tmpdir(), 'huimu-forms-'));
  const main = join(project, 'api/cli/main.ts');
  const started = async () =>
    (await run(process.execPath, [join(project, 'api/cli/huimu.js')])).stdout.trim();
  const note = (means: Manifest['means'] = []) => {
    const { size, mtimeMs } = statSync(main);
    const made: Manifest = {
      main: 'main.js',
      sources: [['api/cli/main.ts', size, Math.floor(mtimeMs)]],
      means,
      files: [],
    };
    writeFileSync(join(project, 'dist/program.json'), JSON.stringify(made));
  };
  beforeAll(() => {
    for (const folder of ['api/cli', 'dist']) mkdirSync(join(project, folder), { recursive: true });
    writeFileSync(join(project, 'package.json'), '{"type": "module"}');
    for (const name of ['huimu.js', 'bundled.js', 'stripping.js'])
      cpSync(join(root, 'api/cli', name), join(project, 'api/cli', name));
    writeFileSync(join(project, 'dist/main.js'), "console.log('bundle');");
  });
  beforeEach(() => {
    writeFileSync(main, "console.log('sources');");
    for (const name of ['dist/program.json', 'package-lock.json'])
      rmSync(join(project, name), { force: true });
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('is the sources where nothing was built', async () => {
    expect(await started()).toBe('sources');
  });

  it('is the bundle as long as the sources are those that it was made of', async () => {
    note();
    expect(await started()).toBe('bundle');
    const { mtimeMs } = statSync(main);
    utimesSync(main, new Date(), new Date(mtimeMs + 5));
    expect(await started()).toBe('sources');
  });

  it('is the sources where one was changed and dated back, or is gone', async () => {
    note();
    const { mtimeMs } = statSync(main);
    writeFileSync(main, "console.log('the sources');");
    utimesSync(main, new Date(), new Date(Math.floor(mtimeMs)));
    expect(await started()).toBe('the sources');
    writeFileSync(main, "console.log('the sources');");
    note();
    const made = JSON.parse(readFileSync(join(project, 'dist/program.json'), 'utf8')) as Manifest;
    made.sources.push(['api/gone.ts', 1, 1]);
    writeFileSync(join(project, 'dist/program.json'), JSON.stringify(made));
    expect(await started()).toBe('the sources');
  });

  it('is the bundle where an archive rounded the dates, and what it was made by is not there', async () => {
    utimesSync(main, 1_700_000_000, 1_700_000_000.25);
    note([['package-lock.json', 1, 1]]);
    utimesSync(main, 1_700_000_000, 1_700_000_000);
    expect(await started()).toBe('bundle');
    writeFileSync(join(project, 'package-lock.json'), '{}');
    expect(await started()).toBe('sources');
  });

  it('is the bundle in a package until a file is changed there after its installation', () => {
    note();
    const installed = join(project, 'node_modules/huimu');
    cpSync(join(project, 'api'), join(installed, 'api'), { recursive: true });
    cpSync(join(project, 'dist'), join(installed, 'dist'), { recursive: true });
    expect(bundled(pathToFileURL(`${installed}/`))).toBeDefined();
    const later = new Date(Date.now() + 120_000);
    utimesSync(join(installed, 'api/cli/main.ts'), later, later);
    expect(bundled(pathToFileURL(`${installed}/`))).toBeUndefined();
  });
});
