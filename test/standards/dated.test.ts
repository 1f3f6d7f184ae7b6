/** Every figure that goes out says for when it holds: in the answer itself, or for files in their name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chinaDay } from '../../index/history/day.ts';
import { at, type Published, publish } from './published.ts';

let published: Published;
beforeAll(async () => {
  published = await publish({ count: 5 });
});
afterAll(() => published.close());

const ADDRESSES = [
  '/api/v1/search?q=停车场',
  '/api/v1/statistics/table?rows=province',
  '/api/v1/coverage',
  '/api/v1/coverage/operation',
  '/api/v1/quality',
  '/api/v1/trends',
  '/api/v1/unknowns?source=guilin',
  '/api/v1/sources',
  '/api/v1/sources/guilin/quality',
  ...['csv', 'xlsx', 'json', 'jsonl', 'parquet'].flatMap((format) => [
    `/api/v1/exports/entries.${format}`,
    `/api/v1/exports/statistics.${format}?by=province`,
    `/api/v1/exports/table.${format}?rows=province`,
  ]),
  '/api/3/action/package_search',
  '/api/3/action/organization_list?all_fields=true',
  '/oai?verb=ListIdentifiers&metadataPrefix=oai_dc',
  '/ogc/collections/catalogue/items',
];

/** These stay the same while nothing changes, so that a reader who has them is told so: theirs is the last change. */
const UNCHANGING = [
  '/api/v1/statistics?by=province',
  '/catalog.jsonld',
  '/catalog.ttl',
  '/catalog.rdf',
  '/api/v1/search.atom?q=停车场',
  '/api/v1/search.rss?q=停车场',
];

/** A day as the formats write it: ISO 8601, and RSS after RFC 822. */
const written = (day: Date): string[] => [day.toISOString().slice(0, 10), day.toUTCString().slice(5, 16)];

async function said(address: string): Promise<string> {
  const answer = await fetch(`${published.base}${address}`);
  expect(answer.status).toBe(200);
  return `${answer.headers.get('content-disposition') ?? ''}\n${await answer.text()}`;
}

describe('whatever goes out', () => {
  // What is kept is older by far: today is nothing but the day of the answer, in UTC or in China.
  it.each(ADDRESSES)('%s says the day that it holds for', async (address) => {
    const began = Date.now();
    const text = await said(address);
    const days = [began, Date.now()].flatMap((ms) => [...written(new Date(ms)), chinaDay(ms)]);
    expect(days.some((day) => text.includes(day))).toBe(true);
  });

  it.each(UNCHANGING)('%s says when it last changed', async (address) => {
    const text = await said(address);
    expect(written(new Date(at(12))).some((day) => text.includes(day))).toBe(true);
  });
});
