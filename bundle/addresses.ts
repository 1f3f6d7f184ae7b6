/**
 * What a file takes for its own address: in the bundle it stays the source's, whose data lie beside it. A thread's file is
 * the bundle's.
 */
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { Plugin } from 'vite';

const OWN = 'import.meta.url';
const THREAD = /new URL\('(\.{1,2}\/[^']+\.worker\.ts)', import\.meta\.url\)/g;

const path = (from: string, to: string): string => relative(from, to).replaceAll(sep, '/');

export function addresses(): Plugin {
  let folder = '';
  return {
    name: 'addresses',
    enforce: 'pre',
    configResolved({ root, build }) {
      folder = resolve(root, build.outDir);
    },
    transform(code, id) {
      if (!id.endsWith('.ts') || id.includes('/node_modules/') || !code.includes(OWN)) return null;
      const threads = code.replace(THREAD, (_, worker: string) => {
        const file = this.emitFile({ type: 'chunk', id: join(dirname(id), worker) });
        return `new URL(import.meta.ROLLUP_FILE_URL_${file})`;
      });
      return threads.replaceAll(OWN, `new URL('${path(folder, id)}', ${OWN}).href`);
    },
    resolveFileUrl: ({ fileName }) => `new URL('./${fileName}', ${OWN}).href`,
  };
}
