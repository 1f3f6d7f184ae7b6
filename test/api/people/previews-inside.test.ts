/** Addresses of this network, where the settings allow them: for whoever may add sources, and for no stranger. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiError, ApiPreview } from '../../../api/types.ts';
import { asker, makeKey, ROOT } from '../access/asking.ts';
import { type Installation, install } from '../installation.ts';

let installation: Installation;
const ask = asker(() => installation);

beforeAll(async () => {
  installation = await install(['guangxi-guilin'], { adminKey: ROOT, insideSources: true });
});
afterAll(() => installation.close());

describe('a preview of an address within', () => {
  it('is made for administrators alone', async () => {
    let asked = 0;
    const inside = createServer((_request, answer) => {
      asked += 1;
      answer.writeHead(404).end();
    });
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(inside.address() as AddressInfo).port}/`;
    const codes = async (key?: string) => {
      const payload = { url, family: 'ckan' };
      const { body } = await ask<ApiPreview & ApiError>('POST', '/api/v1/previews', {
        payload,
        ...(key !== undefined && { key }),
      });
      return [body.code, ...(body.problems ?? []).map(({ code }) => code)];
    };
    const analyst = await makeKey(ask, { name: '分析', role: 'analyst' });
    for (const key of [undefined, analyst.key]) expect(await codes(key)).toContain('source.private-address');
    expect(asked).toBe(0);
    expect(await codes(ROOT)).not.toContain('source.private-address');
    expect(asked).toBeGreaterThan(0);
    inside.close();
  });
});
