/** Our feeds against grammars of Atom and RSS, by RELAX NG of lxml, from PyPI; and by the rules that no grammar says. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Published, publish } from '../standards/published.ts';
import { PACKAGES, pythonWith, scriptOf } from './python.ts';

const python = await pythonWith(PACKAGES.feeds);
const run = promisify(execFile);

let published: Published;
beforeAll(async () => {
  published = await publish({ count: 6 });
});
afterAll(() => published.close());

async function wrongIn(grammar: string, ...addresses: string[]): Promise<string[]> {
  const { stdout } = await run(python!, [scriptOf('validate_feeds.py'), scriptOf(grammar), ...addresses]);
  return JSON.parse(stdout) as string[];
}

describe.skipIf(python === undefined)('the grammars', () => {
  it.each(['atom', 'rss'])('find nothing wrong in %s, on any page of all or of a search', async (kind) => {
    const feed = `${published.base}/api/v1/search.${kind}`;
    const search = `${feed}?q=${encodeURIComponent('停车')}&size=1`;
    expect(await wrongIn(`${kind}.rnc`, `${feed}?size=9`, search)).toEqual([]);
  });

  it('find what is wrong: the one feed is not the other', async () => {
    const atom = `${published.base}/api/v1/search.atom?size=9`;
    expect((await wrongIn('rss.rnc', atom)).length).toBeGreaterThan(0);
  });
});
