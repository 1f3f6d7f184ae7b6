/** `program.json` beside the bundle: its first file, and what it was made of. Written last: until then the one before holds. */
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';
import { keepForAWhile } from './superseded.ts';

/** As `api/cli/bundled.js` reads it. */
export interface Manifest {
  main: string;
  sources: Noted[];
  means: Noted[];
  files: string[];
}

/** Its path in the project, its size in bytes, and when it was last changed, in ms since 1970. */
type Noted = [path: string, size: number, changed: number];

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

export function manifest(): Plugin {
  const made: Manifest = { main: '', sources: [], means: [], files: [] };
  let root = '';
  let folder = '';
  const noted = (file: string): Noted => {
    const { size, mtimeMs } = statSync(file);
    return [relative(root, file).replaceAll(sep, '/'), size, Math.floor(mtimeMs)];
  };
  return {
    name: 'manifest',
    enforce: 'pre',
    configResolved(config) {
      root = config.root;
      folder = resolve(root, config.build.outDir);
    },
    buildStart() {
      // Which packages are in it, and what it is made by.
      const own = readdirSync(join(root, 'bundle')).map((name) => join('bundle', name));
      made.means = ['package-lock.json', ...own].map((path) => noted(join(root, path)));
    },
    // Before it is read: what is changed meanwhile is another file than the one noted.
    load(id) {
      if (!id.startsWith('\0') && !id.includes('/node_modules/')) made.sources.push(noted(id));
      return null;
    },
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        const { fileName } = output;
        made.files.push(fileName);
        if (output.type !== 'chunk') continue;
        if (output.isEntry && output.name === 'main') made.main = fileName;
        // Somebody may be reading it.
        if (textOf(join(folder, fileName)) === output.code) delete bundle[fileName];
      }
    },
    writeBundle() {
      const file = join(folder, 'program.json');
      const before = textOf(file);
      writeFileSync(`${file}.new`, JSON.stringify(made));
      renameSync(`${file}.new`, file);
      keepForAWhile(folder, made.files, before === undefined ? [] : (JSON.parse(before) as Manifest).files);
    },
  };
}
