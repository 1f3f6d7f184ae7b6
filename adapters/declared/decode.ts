/** Decoding: the text of an answer through a chain of steps to a document. */
import type { Answer, Step } from '../../config/declared.ts';
import { CodedError } from '../../config/errors/errors.ts';
import type { RawValue } from '../../config/record.ts';
import { notAsDue, parseJson } from '../answers/answer.ts';
import { answerFailed, refuseEnvelope } from '../answers/failure.ts';
import { Parsed } from '../answers/parsed.ts';
import { HtmlScope } from './html-scope.ts';
import { at, JsonScope } from './json-scope.ts';
import { capture, isBlank, type Scope } from './select.ts';

/**
 * Marks of firewalls' pages (jiasule, wzws). The client knows them where they come as HTML; here they are looked
 * for only in what is not the answer it should be.
 */
const CHALLENGE = /__jsl_clearance|wzws_sessionid|WZWSREL|acw_sc__v[23]/;

/** Throws `source.blocked` where a text that is no answer is a firewall's page. */
export function refuseChallenge(text: string, url: string): void {
  if (CHALLENGE.test(text.slice(0, 65_536)))
    throw new CodedError('source.blocked', `${url}: a challenge page came in place of the answer`);
}

/** A JSON text as a value. Throws `source.not-json`, `source.blocked`, `source.login-needed`. */
export function jsonIn(text: string, url: string): RawValue {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return parseJson(body);
  } catch (cause) {
    refuseChallenge(body, url);
    const start = body.trimStart();
    const what = start === '' ? 'an empty answer' : start.startsWith('<') ? 'a page' : 'no JSON';
    const said = `: ${what}: ${start.slice(0, 80).replace(/\s+/g, ' ')}`;
    throw notAsDue('source.not-json', url, body, said, cause);
  }
}

/** The document that a chain of steps makes of a text. Throws `source.*` codes. */
export function decode(text: string, steps: readonly Step[], url: string): Scope {
  return follow(text, steps, url);
}

/** What is no text: the documents of parts, until they are read. HTML is parsed once, when it is read. */
export const parsed = new Parsed<JsonScope>();

/** The document that further steps make of a document. */
export function decodeFurther(scope: Scope, steps: readonly Step[], url: string): Scope {
  return steps.length === 0 ? scope : follow(scope, steps, url);
}

function follow(start: string | Scope, steps: readonly Step[], url: string): Scope {
  let here: string | Scope = start;
  /** The object that the steps last came through: where they lead nowhere, it may say why. */
  let envelope: RawValue | undefined;
  for (const step of steps) {
    if (here instanceof JsonScope && here.value !== null) envelope = here.value;
    try {
      here = take(here, step, url);
    } catch (error) {
      if (error instanceof CodedError && error.code === 'source.shape-changed') refuseEnvelope(envelope, url);
      throw error;
    }
  }
  return typeof here === 'string' ? new JsonScope(here) : here;
}

function take(here: string | Scope, step: Step, url: string): string | Scope {
  if (step === 'json') return new JsonScope(jsonIn(asText(here, url), url));
  if (step === 'html') return HtmlScope.of(asText(here, url));
  if (step === 'form') return new JsonScope(Object.fromEntries(new URLSearchParams(asText(here, url))));
  if ('at' in step) {
    const value = here instanceof JsonScope ? at(here.value, step.at) : undefined;
    if (value === undefined) throw new CodedError('source.shape-changed', `${url}: nothing at ${step.at}`);
    return new JsonScope(value);
  }
  const found = capture(asText(here, url), step.match);
  if (found !== undefined) return found;
  refuseChallenge(asText(here, url), url);
  throw notAsDue('source.shape-changed', url, asText(here, url), `: no text matches ${step.match}`);
}

function asText(here: string | Scope, url: string): string {
  if (typeof here === 'string') return here;
  if (here instanceof JsonScope && typeof here.value === 'string') return here.value;
  throw new CodedError('source.shape-changed', `${url}: a text was expected inside the answer`);
}

/** Throws `source.answer-failed` where a 200 answer says that it failed. */
export function refuseFailure(scope: Scope, answer: Answer, url: string): void {
  const { success, errors } = answer;
  if (errors !== undefined && scope instanceof JsonScope) {
    const found = at(scope.value, errors);
    if (!isBlank(found)) {
      const said = message(scope, answer);
      throw answerFailed(`${url}: ${errors} came${said}`, said);
    }
  }
  if (success === undefined || !(scope instanceof JsonScope)) return;
  const value = at(scope.value, success.path);
  if (value === undefined || success.values.some((good) => String(good) === String(value))) return;
  const said = message(scope, answer);
  throw answerFailed(`${url}: ${success.path} is ${JSON.stringify(value)}${said}`, `${value} ${said}`);
}

/** What a failed answer says of itself, or nothing. */
export function message(scope: Scope, answer: Answer): string {
  if (!(scope instanceof JsonScope)) return '';
  for (const path of answer.messages) {
    const text = at(scope.value, path);
    if (typeof text === 'string' && text.trim() !== '') return `: ${text.slice(0, 200)}`;
  }
  return '';
}
