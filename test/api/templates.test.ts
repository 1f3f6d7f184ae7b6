/** The template that is given out is one that is understood, column for column. */
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readTables } from '../../adapters/documents/tables/read.ts';
import { headerOf } from '../../adapters/sharing-catalogue/headers.ts';
import { columns } from '../../config/tables/sharing-catalogue.ts';
import { type Installation, install } from './installation.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await install(['guizhou-guiyang']);
});
afterAll(() => installation.close());

const wanted = columns().all.flatMap(({ role, template }) => (template === undefined ? [] : [role]));

it.each(['xlsx', 'csv'])('in %s', async (kind) => {
  const answer = await installation.server.inject(`/api/v1/templates/sharing-catalogue.${kind}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['content-disposition']).toContain(`sharing-catalogue.${kind}`);
  const { media, tables } = await readTables(answer.rawPayload);
  expect(media).toBe(kind);
  const [first] = tables;
  const header = headerOf(first as NonNullable<typeof first>, 'sharing-catalogue');
  expect(header?.columns.map(({ column }) => column?.role)).toEqual(wanted);
  expect(header?.end).toBe(first?.rows.length);
  if (kind === 'xlsx') expect(Object.keys(unzipSync(answer.rawPayload))).toContain('xl/workbook.xml');
});

it('in no other form', async () => {
  const answer = await installation.server.inject('/api/v1/templates/sharing-catalogue.xls');
  expect(answer.json()).toMatchObject({ code: 'request.invalid' });
});
