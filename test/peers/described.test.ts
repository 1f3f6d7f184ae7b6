/** The API held to its own description by schemathesis, from PyPI: what it answers to valid and to faulty questions. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Published, publish } from '../standards/published.ts';
import { PACKAGES, pythonWith, scriptOf } from './python.ts';

const python = await pythonWith(PACKAGES.described);
const KEY = 'a-key-of-this-test-alone';
const folder = mkdtempSync(join(tmpdir(), 'huimu-described-'));

let published: Published;
beforeAll(async () => {
  published = await publish({ count: 4, settings: { adminKey: KEY } });
});
afterAll(async () => {
  await published.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Told {
  code: number;
  said: string;
}

describe.skipIf(python === undefined)('schemathesis', () => {
  it('finds no failure, no answer outside its schema and nothing undescribed in the whole API', async () => {
    const [resource] = await published.resources();
    const st = join(dirname(python as string), 'st');
    const document = `${published.base}/api/v1/openapi.json`;
    const { code, said } = await new Promise<Told>((told) => {
      const child = execFile(
        st,
        ['--no-color', '--config-file', scriptOf('schemathesis.toml'), 'run', document],
        {
          cwd: folder,
          env: {
            ...process.env,
            ...{ KEY, RESOURCE: resource!.id, ENTRY: resource!.lead.entry.id, SOURCE: 'guangxi' },
          },
          maxBuffer: 1 << 26,
        },
        (_error, stdout, stderr) => told({ code: child.exitCode ?? -1, said: stdout + stderr }),
      );
    });
    expect(code, said).toBe(0);
    const { paths } = (await (await fetch(document)).json()) as { paths: Record<string, object> };
    const operations = Object.values(paths).flatMap((path) => Object.keys(path)).length;
    // All but the stream.
    expect(said).toContain(`Tested: ${operations - 1}`);
  }, 400_000);
});

describe('the description', () => {
  it('has the media type of the stream of progress', async () => {
    const { paths } = (await (await fetch(`${published.base}/api/v1/openapi.json`)).json()) as {
      paths: Record<string, { get: { responses: Record<string, { content: object }> } }>;
    };
    const quit = new AbortController();
    const stream = await fetch(`${published.base}/api/v1/events`, { signal: quit.signal });
    const [type] = stream.headers.get('content-type')?.split(';') ?? [];
    quit.abort();
    expect(Object.keys(paths['/api/v1/events']?.get.responses['200']?.content ?? {})).toEqual([type]);
  });

  it('names every answer by its status and media type, and refusals as RFC 9457 has them', async () => {
    const { paths } = (await (await fetch(`${published.base}/api/v1/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { responses: Record<string, { content?: object }> }>>;
    };
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { responses }] of Object.entries(methods)) {
        const codes = Object.keys(responses);
        expect(codes, `${method} ${path}`).not.toContain('default');
        expect(codes.some((code) => code.startsWith('2'))).toBe(true);
        for (const refused of ['4XX', '5XX'])
          expect(Object.keys(responses[refused]?.content ?? {}), `${method} ${path}`).toContain(
            'application/problem+json',
          );
      }
  });
});
