/**
 * Node's own modules, asked for as objects. An `import` of one reads everything that it has, to name it: of `node:http`
 * that starts all of undici, which nobody here needs and which costs a small command an eighth of its time.
 */
import { isBuiltin } from 'node:module';
import type { Plugin } from 'vite';

const MARK = '\0builtin:';

export const builtins = (): Plugin => ({
  name: 'builtins',
  enforce: 'pre',
  resolveId(id, importer) {
    if (!isBuiltin(id)) return null;
    // What makes these modules objects needs one itself.
    return importer?.startsWith('\0rolldown') ? { id, external: true } : MARK + id;
  },
  load: (id) =>
    id.startsWith(MARK)
      ? `module.exports = process.getBuiltinModule(${JSON.stringify(id.slice(MARK.length))});`
      : null,
});
