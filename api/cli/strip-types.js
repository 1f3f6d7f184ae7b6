/**
 * Node strips types everywhere but under node_modules. Where Huimu is installed as a package it does so by itself, with
 * Node's own means: loaded by `--import`, in every thread.
 */
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';

const OWN = new URL('../../', import.meta.url).href;
const others = `${OWN}node_modules/`;

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith(OWN) || url.startsWith(others) || !/\.ts(\?|$)/.test(url))
      return nextLoad(url, context);
    const source = stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
    return { format: 'module', source, shortCircuit: true };
  },
});
