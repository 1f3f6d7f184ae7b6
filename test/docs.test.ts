/** What the documents say in YAML is valid, and the wires that they explain read the answers beside them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unhurried } from '../api/cli/demo/country.ts';
import { composeHuimu } from '../api/compose.ts';
import { DataItemRule, DistributionRule, Wire } from '../config/declared.ts';
import { Source } from '../config/registry/source.ts';
import { loadSources } from '../config/registry/sources.ts';
import { loadSettings } from '../config/settings/settings.ts';

const DOCUMENT = readFileSync(new URL('../docs/adding-a-platform.md', import.meta.url), 'utf8');
/** Fenced blocks in their order. */
const blocks = [...DOCUMENT.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language, text]) => ({
  language: language as string,
  text: text as string,
}));
const yaml = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text);

function load(text: string): Source[] {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-docs-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'example.yaml'), text);
  return loadSources(folder);
}

describe('adding a platform', () => {
  it('shows rows that the configuration takes', () => {
    const rows = load(yaml.join('\n'));
    expect(rows.map(({ id }) => id)).toEqual([
      'example-city',
      'example-liuzhou',
      'example-zone',
      'example-huimu',
      'example-json',
      'example-html',
    ]);
    for (const { home } of rows) expect(new URL(home ?? '').hostname).toMatch(/\.example$/);
  });

  it.each([
    [
      'example-json',
      {
        localId: 'c-1',
        title: '公共停车场信息',
        publisher: '市交通运输局',
        openness: 'unconditional',
        format: 'csv',
      },
    ],
    [
      'example-html',
      {
        localId: '17',
        title: '农贸市场名录',
        publisher: '县商务局',
        openness: 'unconditional',
        format: 'xlsx',
      },
    ],
  ])('shows the wire and the answers of %s, and the one reads the other', async (id, expected) => {
    const at = blocks.findIndex(({ text }) => text.includes(`id: ${id}`));
    const [list, detail] = blocks.slice(at + 1, at + 3);
    const [source] = load(blocks[at]?.text as string) as [Source];
    const asked: string[] = [];
    const server = createServer((request, response) => {
      if (request.url === '/robots.txt') return void response.writeHead(404).end();
      asked.push(request.url as string);
      const html = id === 'example-html';
      response.setHeader('content-type', html ? 'text/html; charset=utf-8' : 'application/json');
      response.end(/detail|show/.test(request.url as string) ? detail?.text : list?.text);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const data = mkdtempSync(join(tmpdir(), 'huimu-docs-'));
    const origin = new URL(source.harvest?.base as string).origin;
    const huimu = await composeHuimu(
      {
        ...loadSettings({ environment: {}, folder: data }),
        contact: 'http://localhost/test',
        routes: { [origin]: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
        data,
      },
      { rows: [unhurried(source)] },
    );
    onTestFinished(async () => {
      await huimu.close();
      server.closeAllConnections();
      server.close();
      rmSync(data, { recursive: true });
    });
    const harvest = async () => {
      const run = await huimu.control.start(id, { trigger: 'person' });
      return huimu.control.ended(run.id);
    };
    const first = { declared: 1, listed: 1, detailed: 1, added: 1, indexed: 1 };
    expect(await harvest()).toMatchObject({ status: 'succeeded', problems: [], ledger: first });
    expect(await harvest()).toMatchObject({ requests: { list: 1, detail: 0 }, ledger: { unchanged: 1 } });
    const stored = await huimu.catalogue.get(`${id}:${expected.localId}`);
    expect(stored?.entry).toMatchObject({
      title: expected.title,
      publisher: { name: expected.publisher },
      openness: { class: expected.openness },
      distributions: [{ format: expected.format }],
    });
    expect(asked.length).toBe(3);
  });

  it('names the fields of a row and of a wire as their schemas do', () => {
    const shapes = [Source, Wire, DistributionRule, DataItemRule].map((schema) => Object.keys(schema.shape));
    const known = new Set(shapes.flat());
    for (const name of ['id', 'kind', 'mode', 'region', 'home', 'evidence', 'note', 'state', 'harvest']) {
      expect(known).toContain(name);
      expect(DOCUMENT).toMatch(new RegExp(`^\\| ${name} +\\|`, 'm'));
    }
    for (const name of Object.keys(Wire.shape)) {
      if (['row', 'list', 'gather', 'ignore'].includes(name)) continue;
      expect(DOCUMENT).toContain(`\`${name}\``);
    }
  });
});
