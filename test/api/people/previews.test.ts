/** Previews over the real API: a configured source, an address, a file; and what searches did not find. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LIMITS } from '../../../adapters/documents/tables/table.ts';
import { LARGEST_FILE } from '../../../api/routes/harvest/source-catalogue.ts';
import type { ApiError, ApiPreview, ApiUnmetList } from '../../../api/types.ts';
import { Source } from '../../../config/registry/source.ts';
import { changed, HEADER, line, workbook } from '../../adapters/sharing-catalogue/workbook.ts';
import { asker, ROOT } from '../access/asking.ts';
import { type Installation, install } from '../installation.ts';

const GUIYANG = 'guizhou-guiyang';
const GUILIN = 'guangxi-guilin';
let installation: Installation;
const ask = asker(() => installation);
const preview = (url: string, payload?: object, key?: string) =>
  ask<ApiPreview & ApiError>('POST', `/api/v1${url}`, {
    ...(payload !== undefined && { payload }),
    ...(key !== undefined && { key }),
  });
const file = (payload: Uint8Array | string, query = '?name=目录.xlsx') =>
  ask<ApiPreview & ApiError>('POST', `/api/v1/previews/file${encodeURI(query)}`, {
    payload: Buffer.from(payload),
    headers: { 'content-type': 'application/octet-stream' },
  });

beforeAll(async () => {
  installation = await install([GUIYANG, GUILIN], { adminKey: ROOT });
});
afterAll(() => installation.close());

describe('a preview', () => {
  it('shows 20 entries of a source beside what it said, and writes nothing', async () => {
    expect((await preview(`/sources/${GUIYANG}/preview`)).status).toBe(401);
    const { status, body } = await preview(`/sources/${GUIYANG}/preview`, undefined, ROOT);
    expect(status).toBe(200);
    expect(body.items).toHaveLength(20);
    expect(body.declared).toBeGreaterThan(20);
    const whole = body.items.filter(({ entry }) => entry !== null);
    expect(whole.length).toBeGreaterThan(0);
    for (const { entry, raw, id } of whole) {
      expect(entry).toMatchObject({ source: GUIYANG, localId: id });
      expect(raw[0]?.text.length).toBeGreaterThan(0);
    }
    const { catalogue } = installation.huimu;
    expect(await catalogue.counts()).toEqual([]);
    expect((await catalogue.listRuns({}, 1)).items).toEqual([]);
  });

  it('of an address tells the family, and the row to hand in', async () => {
    const { harvest } = installation.huimu.sources.get(GUILIN) ?? {};
    const { body } = await preview('/previews', { url: harvest?.base as string, family: harvest?.family });
    expect(body.family).toBe(harvest?.family);
    expect(body.items.length).toBeGreaterThan(0);
    expect(body.row).toContain(`family: ${body.family}`);
    expect(parse(body.row ?? '')).toEqual([body.proposed]);
    // Its page names no place: whose ids it is to be like, nobody knows yet.
    expect(body.proposed).toMatchObject({ id: 'gl', region: '100000' });
    expect(Source.parse(body.proposed).harvest).toMatchObject({ family: body.family, base: harvest?.base });
  });

  it('asks nothing inside, however it is spelt', async () => {
    let asked = 0;
    const inside = createServer((_request, answer) => {
      asked += 1;
      answer.end('{}');
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const { port } = inside.address() as AddressInfo;
    for (const host of ['127.0.0.1', '2130706433', '0x7f.1', 'localhost', '[::ffff:127.0.0.1]']) {
      const { body } = await preview('/previews', { url: `http://${host}:${port}/` });
      expect(body.items ?? []).toEqual([]);
      const codes = [body.code, ...(body.problems ?? []).map(({ code }) => code)];
      expect(codes, host).toContain('source.private-address');
    }
    expect(asked).toBe(0);
    inside.close();
  });

  it('is made a few times an hour for strangers, and as often as anything for who may add sources', async () => {
    const from = '203.0.113.77';
    const codes = async (key?: string) => {
      const seen: number[] = [];
      for (let at = 0; at < 22; at += 1) {
        const payload = { url: 'x' };
        const { status } = await ask('POST', '/api/v1/previews', {
          ...{ payload, from },
          ...(key !== undefined && { key }),
        });
        seen.push(status);
      }
      return new Set(seen.slice(20));
    };
    expect(await codes()).toEqual(new Set([429]));
    expect(await codes(ROOT)).toEqual(new Set([400]));
  });

  it('refuses what is no address', async () => {
    for (const url of ['file:///etc/passwd', 'gopher://example.org', 'x']) {
      expect((await preview('/previews', { url })).body.code).toBe('request.invalid');
    }
  });

  it('of a file names what fails, and keeps it nowhere', async () => {
    const rows = [HEADER, line({ n: 1 } as never), line({ n: 2 } as never)];
    const { status, body } = await file(await workbook({ 表1: rows as never }));
    expect([status, body.family]).toEqual([200, 'sharing-catalogue']);
    expect(body.items.length).toBe(2);
    expect(await installation.huimu.catalogue.uploads('preview')).toEqual([]);
    expect((await file('no table at all')).status).toBe(422);
    expect((await file('')).body.code).toBe('request.invalid');
  });
});

describe('a file that is meant to harm', () => {
  const SHEET = 'xl/worksheets/sheet1.xml';

  it('swells to more than is taken, or is a heap of zeros, and costs a refusal', async () => {
    const whole = await workbook({ 表1: [HEADER, line(1)] as never });
    const bomb = zipSync({ ...unzipSync(whole), [SHEET]: new Uint8Array(40_000_000) }, { level: 1 });
    /** Says of its sheet that it unpacks to so much: 46 bytes before its name in the directory, at 24. */
    const saying = (bytes: number): Buffer => {
      const body = Buffer.from(bomb);
      body.writeUInt32LE(bytes, body.lastIndexOf(SHEET) - 46 + 24);
      return body;
    };
    expect((await file(saying(LIMITS.unpacked + 1))).body.code).toBe('request.too-large');
    // It says that it is small, or is what it says and yet no table.
    for (const body of [saying(10), bomb]) {
      const { status, body: answer } = await file(body);
      expect([status, answer.code]).toEqual([422, 'source.not-spreadsheet']);
    }
    const archive = zipSync({ 'a.zip': zipSync({ 'b.zip': new Uint8Array(10_000_000) }) });
    expect((await file(archive, '?name=目录.zip')).body.code).toBe('source.not-spreadsheet');
    expect((await file(new Uint8Array(LARGEST_FILE + 1))).body.code).toBe('request.too-large');
    expect((await file(whole)).body.items).toHaveLength(1);
  });

  it('holds markup, formulas and entities, and is text', async () => {
    const script = '<script>alert(1)</script>=HYPERLINK("http://x")';
    const row = line(1, { 信息资源名称: script });
    const { body } = await file(await workbook({ 表1: [HEADER, row] as never }));
    expect(body.items[0]?.entry?.title).toBe('=HYPERLINK("http://x")');
    const whole = await workbook({ 表1: [HEADER, line(2)] as never });
    const entities = changed(whole, {
      [SHEET]: (text) =>
        text.replace(/(<\?xml[^>]*>)/, '$1<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
    });
    const taken = await file(entities);
    expect(taken.text).not.toContain('root:');
  });
});

describe('what was searched and not found', () => {
  it('is counted by day without who, and never where it looks personal', async () => {
    const search = (q: string, more = '') => ask('GET', `/api/v1/search?q=${encodeURIComponent(q)}${more}`);
    for (const q of ['量子 泊位', ' 量子　泊位 ', '13312346519', 'a@example.org', '11010519491231002X']) {
      expect((await search(q)).status).toBe(200);
    }
    await search('量子泊车', '&province=520000');
    await search('长'.repeat(61));
    await installation.server.unmet.flush();
    const { body } = await ask<ApiUnmetList>('GET', '/api/v1/demands/unmet-searches');
    expect(body.items).toEqual([{ text: '量子 泊位', count: 2, day: expect.stringMatching(/^\d{4}-/) }]);
    await search('量子 泊位');
    await installation.server.unmet.flush();
    const again = await ask<ApiUnmetList>('GET', '/api/v1/demands/unmet-searches');
    expect(again.body.items).toMatchObject([{ count: 3 }]);
  });
});
