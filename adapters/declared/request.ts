/** What is asked: a request template filled into a request. */

import type { Request } from '../../config/declared.ts';
import type { HttpRequest } from '../contract.ts';
import { fill, fillTree, type Values } from './template.ts';

const FORM = 'application/x-www-form-urlencoded; charset=UTF-8';

/** `relativeTo`: the address that a relative address in the template starts from. */
export function requestOf(template: Request, values: Values, relativeTo: string): HttpRequest {
  const url = new URL(fill(template.url, values, true), relativeTo);
  for (const [key, value] of Object.entries(fillTree(template.query, values) as Record<string, unknown>))
    if (value !== null) url.searchParams.set(key, String(value));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(template.headers))
    headers[name.toLowerCase()] = fill(value, values);
  const request: HttpRequest = { method: template.method, url: url.href, headers };
  if (Object.keys(template.echo).length > 0) request.echo = template.echo;
  if (template.body === undefined) return request;
  const content = fillTree(template.body.content, values) as Record<string, unknown>;
  const text = JSON.stringify(content);
  switch (template.body.as) {
    case 'json':
      headers['content-type'] ??= 'application/json; charset=UTF-8';
      request.body = text;
      break;
    case 'json-under-form':
      headers['content-type'] ??= FORM;
      request.body = text;
      break;
    case 'percent-json':
      headers['content-type'] ??= FORM;
      // As browsers' encodeURI leaves it (`:` and `,` stand), and what would end a form's value besides.
      request.body = encodeURI(text).replace(/[&=+#;]/g, encodeURIComponent);
      break;
    case 'form':
      headers['content-type'] ??= FORM;
      request.body = new URLSearchParams(
        Object.entries(content).flatMap(([key, value]): [string, string][] =>
          repeats(value) ? value.map((one) => [key, fieldText(one)]) : [[key, fieldText(value)]],
        ),
      ).toString();
  }
  return request;
}

/** A list of plain values is a field that comes as often. */
const repeats = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.every((one) => typeof one !== 'object' || one === null);

/** A form's field: nothing for null, JSON for objects and lists of them. */
function fieldText(value: unknown): string {
  if (value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
