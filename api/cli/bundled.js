/**
 * The bundle that `npm run build` makes of the program, as long as it is one of the sources that lie there: a start then
 * costs two thirds of its processor time.
 */
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Archives keep whole seconds. */
const same = (changed, noted) => changed === noted || changed === noted - (noted % 1000);

/** How long an installation may take to write its files, in ms: npm dates each as it writes it. */
const INSTALLING = 60_000;

/**
 * Its first file, as a URL; undefined where none was built, or where a source is another by size or date, or is gone.
 * Of a package the dates are those of its installation: there, whatever was changed later than that is another.
 * What the bundle was made by need not be there: a package has neither.
 */
export function bundled(project) {
  try {
    const manifest = new URL('dist/program.json', project);
    const { main, sources, means } = JSON.parse(readFileSync(manifest, 'utf8'));
    const folder = fileURLToPath(project);
    const until = project.pathname.includes('/node_modules/') ? statSync(manifest).mtimeMs + INSTALLING : 0;
    const holds = ([path, size, changed], absent) => {
      const found = statSync(folder + path, { throwIfNoEntry: false });
      if (found === undefined) return absent;
      return found.size === size && (found.mtimeMs < until || same(Math.floor(found.mtimeMs), changed));
    };
    const fresh = sources.every((source) => holds(source, false)) && means.every((file) => holds(file, true));
    return fresh ? new URL(`dist/${main}`, project) : undefined;
  } catch {
    return undefined;
  }
}
