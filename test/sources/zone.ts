/** An operation zone and a registration platform as small servers: JSON lists in pages, lists and pages of HTML. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Row = Record<string, unknown>;

export interface Lists {
  /** Path → rows of a JSON list, each with all it says. */
  json?: Record<string, Row[]>;
  /** Folder → things of a list in HTML: name in the address → title and facts by label. */
  html?: Record<string, Record<string, { title: string; facts: Record<string, string> }>>;
}

export interface ZoneServer {
  base: string;
  /** What the lists hold from now on. */
  set(lists: Lists): void;
  asked: string[];
  close(): Promise<void>;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

function pageOf(rows: unknown[], query: URLSearchParams) {
  const size = Number(query.get('pageSize') ?? 10);
  const from = (Number(query.get('pageNum') ?? 1) - 1) * size;
  return { total: rows.length, rows: rows.slice(from, from + size) };
}

function answerHtml({ html = {} }: Lists, path: string, query: URLSearchParams): string | undefined {
  const [folder = '', name] = path.slice(1).split('/');
  const things = html[folder];
  if (things === undefined) return undefined;
  if (name === undefined) {
    const { total, rows } = pageOf(Object.entries(things), query);
    const items = (rows as [string, { title: string }][]).map(
      ([id, { title }]) => `<li><a href="/${folder}/${id}.html">${escaped(title)}</a></li>`,
    );
    return `<html><body><p>共<b class="total">${total}</b>条</p><ul class="list">${items.join('')}</ul></body></html>`;
  }
  const thing = things[name.replace(/\.html$/, '')];
  if (thing === undefined) return undefined;
  const rows = Object.entries(thing.facts).map(
    ([label, value]) => `<tr><th>${label}：</th><td>${escaped(value)}</td></tr>`,
  );
  return `<html><body><h1>${escaped(thing.title)}</h1><table>${rows.join('')}</table></body></html>`;
}

export async function startZone(lists: Lists): Promise<ZoneServer> {
  let current = lists;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://zone.test');
    asked.push(pathname + search);
    const rows = current.json?.[pathname];
    if (rows !== undefined) {
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify({ code: 200, data: pageOf(rows, searchParams) }));
      return;
    }
    const page = answerHtml(current, pathname, searchParams);
    response.statusCode = page === undefined ? 404 : 200;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(page ?? 'not found');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    set(next) {
      current = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
