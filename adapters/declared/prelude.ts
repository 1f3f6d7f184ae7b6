/** Preludes: what a client must have asked or found out before the first list page, once a run. */

import { CodedError, coded } from '../../config/errors/errors.ts';
import { textOf } from '../answers/answer.ts';
import type { AdapterContext, HttpClient, HttpRequest, HttpResponse } from '../contract.ts';
import { HtmlScope } from './html-scope.ts';
import { requestOf } from './request.ts';
import { capture } from './select.ts';
import { valuesOf, wireOf } from './wire.ts';

/** Scripts of a page that are looked through for a value. */
const FOLLOWED = 12;

// The client is the run: what one run has found out is no other's.
const found = new WeakMap<HttpClient, Map<string, Promise<Record<string, string>>>>();

/** The captured values of a run, asked for at its first use. Throws `source.*` codes. */
export function prelude(context: AdapterContext): Promise<Record<string, string>> {
  const ofRun = found.get(context.http) ?? new Map<string, Promise<Record<string, string>>>();
  found.set(context.http, ofRun);
  let captured = ofRun.get(context.source.id);
  if (captured === undefined) {
    captured = ask(context);
    ofRun.set(context.source.id, captured);
    captured.catch(() => ofRun.delete(context.source.id));
  }
  return captured;
}

/**
 * The captured values asked for anew, once those in hand are of no use any more: a code may run out. The same answer
 * serves all who hold the same values. Undefined where there is nothing to ask for.
 */
async function renewed(
  context: AdapterContext,
  spent: Record<string, string>,
): Promise<Record<string, string> | undefined> {
  if (wireOf(context.source).wire.prelude.length === 0) return undefined;
  const ofRun = found.get(context.http);
  const held = ofRun?.get(context.source.id);
  if (held !== undefined && (await held) === spent && ofRun?.get(context.source.id) === held)
    ofRun.delete(context.source.id);
  return prelude(context);
}

/** Asks with the captured values; a code among them may have run out, then once more with new ones. */
export async function withCaptured<T>(
  context: AdapterContext,
  ask: (captured: Record<string, string>) => Promise<T>,
): Promise<T> {
  const captured = await prelude(context);
  try {
    return await ask(captured);
  } catch (error) {
    if (coded(error).code !== 'source.answer-failed') throw error;
    const fresh = await renewed(context, captured);
    if (fresh === undefined) throw error;
    return ask(fresh);
  }
}

async function ask(context: AdapterContext): Promise<Record<string, string>> {
  const { wire, options } = wireOf(context.source);
  const captured: Record<string, string> = {};
  for (const step of wire.prelude) {
    const wanted = Object.entries(step.capture).filter(([name]) => options[name] === undefined);
    if (wanted.length === 0 && Object.keys(step.capture).length > 0) continue;
    const values = valuesOf(context.source, options, { captured });
    const request = requestOf(step.request, values, context.source.harvest.base);
    const response = await visit(context, request, wanted.length > 0);
    if (response === undefined || wanted.length === 0) continue;
    const text = textOf(response);
    const missing = (): string[] =>
      wanted.map(([name]) => name).filter((name) => captured[name] === undefined);
    const look = (body: string): void => {
      for (const [name, expression] of wanted) {
        const value = captured[name] ?? capture(body, expression);
        if (value !== undefined) captured[name] = value;
      }
    };
    look(text);
    const followed =
      step.follow === undefined ? [] : HtmlScope.of(text).pick({ select: step.follow, all: true });
    const origin = new URL(response.url).origin;
    const addresses = (Array.isArray(followed) ? followed : [])
      .map((address) => new URL(String(address), response.url))
      .filter((address) => address.origin === origin)
      .slice(0, FOLLOWED);
    for (const address of addresses) {
      if (missing().length === 0) break;
      context.signal.throwIfAborted();
      look(textOf(await context.http.request({ method: 'GET', url: address.href })));
    }
    if (missing().length > 0)
      throw new CodedError(
        'source.shape-changed',
        `${response.url}: ${missing().join(', ')} is not to be found there`,
        {
          hint: `give harvest.options.${missing()[0]}, or say in harvest.options.wire.prelude where it stands`,
        },
      );
  }
  return captured;
}

/** A page visited for its cookies alone may be gone; the list will tell whether it was needed. */
async function visit(
  context: AdapterContext,
  request: HttpRequest,
  needed: boolean,
): Promise<HttpResponse | undefined> {
  try {
    return await context.http.request(request);
  } catch (error) {
    if (!needed && coded(error).code === 'source.not-found') return undefined;
    throw error;
  }
}
