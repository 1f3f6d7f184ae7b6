/** An assistant's client, the protocol's own, goes through all tools, over both transports and both generations of it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiSearchResult } from '../../api/types.ts';
import { HOSTILE, type Published, publish } from './published.ts';

let published: Published;
beforeAll(async () => {
  published = await publish({ count: 12 });
});
afterAll(() => published.close());

type Generation = 'legacy' | 'auto';

/** `legacy` shakes hands first, `auto` takes the protocol without sessions where it is spoken. */
const client = (mode: Generation = 'auto') =>
  new Client({ name: 'huimu-test', version: '1.0.0' }, { versionNegotiation: { mode } });

async function overHttp(mode?: Generation): Promise<Client> {
  const assistant = client(mode);
  await assistant.connect(new StreamableHTTPClientTransport(new URL(`${published.base}/mcp`)));
  return assistant;
}

interface Called {
  isError?: boolean;
  content: { type: string; text: string }[];
  structuredContent: Record<string, unknown>;
}

const call = async (assistant: Client, name: string, given: Record<string, unknown> = {}): Promise<Called> =>
  (await assistant.callTool({ name, arguments: given })) as unknown as Called;

const asked = async (path: string): Promise<unknown> => (await fetch(`${published.base}${path}`)).json();

describe('an assistant over streamable HTTP', () => {
  it.each(['legacy', 'auto'] as const)(
    'gets through all tools (%s): what the API says, with date and citation',
    async (mode) => {
      const assistant = await overHttp(mode);
      const { tools } = await assistant.listTools();
      expect(tools.map(({ name }) => name)).toEqual([
        'search_datasets',
        'get_dataset',
        'how_to_get_dataset',
        'count_datasets',
        'catalogue_coverage',
      ]);
      expect(tools.every(({ annotations }) => annotations?.readOnlyHint === true)).toBe(true);
      expect(assistant.getInstructions()).toContain('catalogue-data');

      const found = await call(assistant, 'search_datasets', { q: '停车场 桂林', size: 3 });
      const same = (await asked('/api/v1/search?q=停车场 桂林&size=3')) as ApiSearchResult;
      expect(found.structuredContent.resources).toBe(same.resources);
      const results = found.structuredContent.results as { id: string; citation: string; url: string }[];
      expect(results.map(({ id }) => id)).toEqual(same.hits.map(({ resource }) => resource));
      expect(results[0]?.citation).toContain('《停车场信息》');
      expect((await fetch(results[0]?.url as string)).status).toBe(200);

      const id = results[0]?.id;
      const dataset = await call(assistant, 'get_dataset', { id });
      expect(dataset.structuredContent.offers).toHaveLength(3);
      const getting = await call(assistant, 'how_to_get_dataset', { id, language: 'en' });
      expect(getting.structuredContent.ways).toHaveLength(3);

      const counted = await call(assistant, 'count_datasets', { rows: 'province', measure: 'entries' });
      const table = (await asked('/api/v1/statistics/table?rows=province&measure=entries')) as {
        total: { value: number };
      };
      expect(counted.structuredContent.total).toBe(table.total.value);
      const coverage = await call(assistant, 'catalogue_coverage');
      expect((coverage.structuredContent.total as { known: number }).known).toBe(3);

      for (const { structuredContent } of [found, dataset, getting, counted, coverage])
        expect(structuredContent.asOf).toMatch(/^\d{4}-\d{2}-\d{2}/);
      await assistant.close();
    },
  );

  it('goes through all results by the cursor', async () => {
    const assistant = await overHttp();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await call(assistant, 'search_datasets', { size: 7, ...(cursor !== null && { cursor }) });
      seen.push(...(page.structuredContent.results as { id: string }[]).map((each) => each.id));
      cursor = page.structuredContent.cursor as string | null;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength((await published.resources()).length);
    await assistant.close();
  });

  it('is handed hostile texts as data: no text writes the closing mark, nothing unseen is left', async () => {
    const assistant = await overHttp();
    const { content } = await call(assistant, 'search_datasets', { q: 'alert', size: 50 });
    const text = content[0]?.text as string;
    expect(text).toContain('\\u003cscript>');
    expect(text.match(/<\/catalogue-data>/g)).toHaveLength(1);
    expect(text).not.toContain('\u202e');
    const inside = text.slice(text.indexOf('\n'), text.lastIndexOf('\n'));
    const { results } = JSON.parse(inside) as { results: { title: string }[] };
    expect(results.some(({ title }) => title.includes(HOSTILE.slice(10, 20)))).toBe(true);
    await assistant.close();
  });

  it('says in words what it cannot answer, and goes on', async () => {
    const assistant = await overHttp();
    const missing = await call(assistant, 'get_dataset', { id: 'no-such-thing' });
    expect(missing.isError).toBe(true);
    expect(missing.content[0]?.text).toContain('no-such-thing');
    const wrong = await call(assistant, 'search_datasets', { province: ['330000'], theme: ['no-theme'] });
    expect(wrong.isError ?? false).toBe(false);
    const malformed = await call(assistant, 'search_datasets', { province: ['浙江'] }).catch(
      (error: Error) => ({ isError: true, content: [{ text: error.message }] }),
    );
    expect(malformed.isError).toBe(true);
    expect((await call(assistant, 'search_datasets', { q: '停车场' })).isError).toBeUndefined();
    await assistant.close();
  });

  it('refuses pages of other sites, what is no JSON-RPC, and other methods', async () => {
    const ask = (init: RequestInit) => fetch(`${published.base}/mcp`, init);
    const json = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect(
      (await ask({ method: 'POST', headers: { ...json, origin: 'https://evil.example' }, body })).status,
    ).toBe(403);
    expect((await ask({ method: 'POST', headers: json, body: '[1' })).status).toBe(400);
    expect((await ask({ method: 'POST', headers: json, body: '{"a":1}' })).status).toBe(400);
    expect((await ask({ method: 'GET', headers: json })).status).toBe(405);
    expect((await ask({ method: 'DELETE' })).status).toBe(405);
  });
});

describe('an assistant on standard input and output', () => {
  let data: string;
  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'huimu-mcp-'));
  });
  afterAll(() => rm(data, { recursive: true, force: true }));

  it('reads the catalogue of this machine, and the process ends with it', async () => {
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [fileURLToPath(new URL('../../api/cli/huimu.js', import.meta.url)), 'mcp', '--data', data],
      stderr: 'pipe',
    });
    const assistant = client();
    await assistant.connect(transport);
    const { structuredContent } = await call(assistant, 'search_datasets', { q: '停车场' });
    expect(structuredContent.resources).toBe(0);
    const { pid } = transport;
    await assistant.close();
    expect(() => process.kill(pid as number, 0)).toThrow();
  });
});
