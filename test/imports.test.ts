/** The house's one-way rule: which room may import which, and that no file hides behind a name that says nothing. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Room → the rooms it may import besides itself. */
const ALLOWED: Record<string, string[]> = {
  config: [],
  adapters: ['config'],
  normalizer: ['config'],
  index: ['config', 'normalizer'],
  harvester: ['config', 'adapters', 'normalizer', 'index'],
  notices: ['config', 'index', 'harvester'],
  api: ['config', 'index', 'harvester', 'notices'],
  web: [],
};
/** Of another room, only the types of this file. */
const TYPES_ONLY: Record<string, string> = { web: 'api/types.ts' };
/** Rooms of the adapters that are no family: what several of them need. */
const FOR_ALL_FAMILIES = ['answers', 'paging'];
/** Loose files of one folder. */
const MOST_LOOSE = 16;
const EMPTY_NAMES = /(^|\/)(utils?|common|helpers?|managers?|misc|shared|stuff)(\.|\/)/;

const files = Object.keys(ALLOWED).flatMap((room) =>
  globSync(`${room}/**/*.{ts,tsx}`, {
    cwd: root,
    exclude: (name) => name === 'dist' || name === 'node_modules',
  }),
);

interface Import {
  file: string;
  target: string;
  typeOnly: boolean;
}

/** Relative imports, dynamic ones and `new URL(…, import.meta.url)` of one file, as paths from the root. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  const patterns = [
    /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+\s+from\s+)?['"](\.[^'"]+)['"]/g,
    /\b(import)\(\s*['"](\.[^'"]+)['"]\s*\)/g,
    /new URL\(\s*(['"])(\.[^'"]+)['"]\s*,\s*import\.meta\.url/g,
  ];
  for (const [index, pattern] of patterns.entries()) {
    for (const match of text.matchAll(pattern)) {
      const target = relative(root, join(root, dirname(file), match[2] as string));
      found.push({ file, target, typeOnly: index === 0 && match[1] !== undefined });
    }
  }
  return found;
}

function allowed({ file, target, typeOnly }: Import): boolean {
  const from = file.split('/')[0] as string;
  const to = target.split('/')[0] as string;
  if (to === from || !(to in ALLOWED || to === 'test')) return true;
  if (ALLOWED[from]?.includes(to)) return true;
  return typeOnly && TYPES_ONLY[from] === target;
}

describe('the rooms of the house', () => {
  it('finds the imports that there are', () => {
    const sample = `import type { A } from '../index/port.ts';\nimport {\n  b,\n} from './b.ts';\nexport * from '../api/c.ts';\nconst d = await import('../web/d.ts');`;
    expect(importsOf('harvester/x.ts', sample).map((found) => [found.target, found.typeOnly])).toEqual([
      ['index/port.ts', true],
      ['harvester/b.ts', false],
      ['api/c.ts', false],
      ['web/d.ts', false],
    ]);
    expect(allowed({ file: 'harvester/x.ts', target: 'api/c.ts', typeOnly: false })).toBe(false);
    expect(allowed({ file: 'config/x.ts', target: 'test/x.ts', typeOnly: true })).toBe(false);
  });

  it('import one way', () => {
    const wrong = files
      .flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')))
      .filter((found) => !allowed(found))
      .map((found) => `${found.file} imports ${found.target}`);
    expect(wrong).toEqual([]);
  });

  it('have files whose names say something', () => {
    expect(files.filter((file) => EMPTY_NAMES.test(file))).toEqual([]);
  });

  it('have no more loose files in a folder than a reader can take in', () => {
    const loose = new Map<string, number>();
    for (const file of files) loose.set(dirname(file), (loose.get(dirname(file)) ?? 0) + 1);
    const full = [...loose].filter(([, count]) => count > MOST_LOOSE);
    expect(full).toEqual([]);
  });

  it('have files of one job: none longer than 350 lines', () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 350);
    expect(long).toEqual([]);
  });

  it('keep the same files in every adapter folder', () => {
    const folders = new Set(
      globSync('adapters/*/*.ts', { cwd: root }).map((file) => file.split('/').slice(0, 2).join('/')),
    );
    for (const room of FOR_ALL_FAMILIES) folders.delete(`adapters/${room}`);
    for (const folder of folders) {
      for (const name of ['request.ts', 'parse.ts', 'adapter.ts']) {
        expect(globSync(`${folder}/${name}`, { cwd: root }), `${folder}/${name}`).toHaveLength(1);
      }
    }
  });
});
