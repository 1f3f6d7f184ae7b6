/** Which methods an address has, to tell a wrong method (405) from a wrong address (404). */
import type { ApiServer } from '../routes/route.ts';

/** Call before routes are added; the function that comes back knows them all once the server is ready. */
export function knownMethods(server: ApiServer): (path: string) => string[] {
  const byPattern = new Map<string, { pattern: RegExp; methods: Set<string> }>();
  server.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[a-zA-Z]+/g, '[^/]+');
    const known = byPattern.get(url) ?? { pattern: new RegExp(`^${escaped}/?$`), methods: new Set() };
    for (const each of [method].flat()) known.methods.add(each);
    byPattern.set(url, known);
  });
  return (path) =>
    [...byPattern.values()]
      .flatMap(({ pattern, methods }) => (pattern.test(path) ? [...methods] : []))
      .sort();
}
