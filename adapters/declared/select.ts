/** Selecting: values and sub-parts of a decoded document, JSON by path or HTML by CSS selector. */

import type { CheerioAPI } from 'cheerio/slim';
import { load } from 'cheerio/slim';
import type { AnyNode, Element } from 'domhandler';
import type { Pick } from '../../config/declared.ts';
import type { RawValue } from '../../config/record.ts';

/** A document or a part of one. */
export interface Scope {
  /** A value, blank ones included; undefined where there is nothing. */
  pick(pick: Pick): RawValue | undefined;
  /** The parts at a path or selector; undefined where a path leads nowhere. */
  each(select: string): Scope[] | undefined;
  /** The source's text of it. */
  text(): string;
  /** Its text without what is to be ignored, the same however keys and blanks are arranged. */
  sign(ignore: ReadonlySet<string>): string;
}

/** The first alternative that is not blank, else a blank one, else undefined. */
export function pickFirst(scope: Scope, picks: readonly Pick[] | undefined): RawValue | undefined {
  let blank: RawValue | undefined;
  for (const pick of picks ?? []) {
    const value = scope.pick(pick);
    if (!isBlank(value)) return value;
    blank ??= value;
  }
  return blank;
}

export const isBlank = (value: RawValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(isBlank));

const patterns = new Map<string, RegExp>();
const pattern = (source: string): RegExp => {
  const made = patterns.get(source) ?? new RegExp(source, 'u');
  patterns.set(source, made);
  return made;
};

/** The first group of an expression, or all that it matches; undefined where it does not. */
export function capture(text: string, source: string): string | undefined {
  const found = pattern(source).exec(text);
  return found === null ? undefined : (found[1] ?? found[0]);
}

/** Cuts a text by an expression, blanks dropped. */
export const cut = (text: string, source: string): string[] =>
  text
    .split(pattern(source))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');

function refine(value: RawValue | undefined, pick: Pick): RawValue | undefined {
  if (value === undefined) return undefined;
  if (!('match' in pick) && !('const' in pick)) return value;
  if (Array.isArray(value))
    return value.map((item) => refine(item, pick)).filter((item) => item !== undefined);
  let refined: RawValue | undefined = value;
  if (pick.match !== undefined)
    refined = value === null || typeof value === 'object' ? undefined : capture(String(value), pick.match);
  if (refined !== undefined && pick.const !== undefined) refined = pick.const;
  return refined;
}

// JSON

const paths = new Map<string, { key?: string; index?: number; each?: true }[]>();

function pathOf(text: string): { key?: string; index?: number; each?: true }[] {
  let steps = paths.get(text);
  if (steps === undefined) {
    steps = [...text.matchAll(/\[(\d*)\]|([^.[\]]+)/g)].map(
      (found): { key?: string; index?: number; each?: true } =>
        found[2] !== undefined
          ? { key: found[2] }
          : found[1] === ''
            ? { each: true }
            : { index: Number(found[1]) },
    );
    paths.set(text, steps);
  }
  return steps;
}

/** The value at a path; `[]` spreads over a list and flattens. */
export function at(value: RawValue, path: string): RawValue | undefined {
  return walk(value, pathOf(path), 0);
}

function walk(
  value: RawValue | undefined,
  steps: { key?: string; index?: number; each?: true }[],
  from: number,
): RawValue | undefined {
  let here = value;
  for (let step = from; step < steps.length; step += 1) {
    const { key, index, each } = steps[step]!;
    if (here === undefined || here === null || typeof here !== 'object') return undefined;
    if (each) {
      if (!Array.isArray(here)) return undefined;
      const list: RawValue[] = [];
      for (const item of here) {
        const found = walk(item, steps, step + 1);
        if (Array.isArray(found)) list.push(...found);
        else if (found !== undefined && found !== null) list.push(found);
      }
      return list;
    }
    if (Array.isArray(here)) here = index === undefined ? undefined : here[index];
    else here = key !== undefined && Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
}

export class JsonScope implements Scope {
  readonly value: RawValue;
  constructor(value: RawValue) {
    this.value = value;
  }
  pick(pick: Pick): RawValue | undefined {
    return refine(at(this.value, pick.select), pick);
  }
  each(select: string): Scope[] | undefined {
    const found = at(this.value, select);
    if (found === undefined || found === null) return undefined;
    return (Array.isArray(found) ? found : [found]).map((item) => new JsonScope(item));
  }
  text(): string {
    return JSON.stringify(this.value);
  }
  sign(ignore: ReadonlySet<string>): string {
    return canonical(this.value, ignore);
  }
}

function canonical(value: RawValue, ignore: ReadonlySet<string>): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, ignore)).join(',')}]`;
  const keys = Object.keys(value)
    .filter((key) => !ignore.has(key))
    .sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key]!, ignore)}`).join(',')}}`;
}

// HTML

/** Trims, NBSP, BOM and full-width blanks included, and reduces runs of blanks: to one line end where they held one. */
export const tidy = (text: string): string =>
  text.replace(/[\s\uFEFF\u200B]+/gu, (run) => (run.includes('\n') ? '\n' : ' ')).trim();

interface Target {
  css: string;
  attribute: string | undefined;
}
const targets = new Map<string, Target>();

function targetOf(select: string): Target {
  let target = targets.get(select);
  if (target === undefined) {
    const [, css = '', attribute] = /^(.*?)(?:@([\w:-]+))?$/s.exec(select)!;
    target = { css: css.trim() === '' ? '.' : css.trim(), attribute: attribute?.toLowerCase() };
    targets.set(select, target);
  }
  return target;
}

export class HtmlScope implements Scope {
  readonly #source: string;
  readonly #$: CheerioAPI;
  readonly #node: AnyNode;

  private constructor(source: string, $: CheerioAPI, node: AnyNode) {
    this.#source = source;
    this.#$ = $;
    this.#node = node;
  }

  static of(source: string): HtmlScope {
    const $ = load(source, { xml: { xmlMode: false, withStartIndices: true, withEndIndices: true } });
    return new HtmlScope(source, $, $.root()[0]!);
  }

  #find(css: string): Element[] {
    if (css === '.') {
      const node = this.#node;
      const element = node.type === 'root' ? node.children.find((child) => child.type === 'tag') : node;
      return node.type === 'root' && element === undefined ? [] : [element as Element];
    }
    return this.#$(this.#node).find(css).toArray() as Element[];
  }

  pick(pick: Pick): RawValue | undefined {
    const { css, attribute } = targetOf(pick.select);
    const elements = this.#find(css);
    const read = (element: Element): string | undefined => {
      if (attribute !== undefined) {
        const value = element.attribs?.[attribute];
        return value === undefined ? undefined : tidy(value);
      }
      return 'own' in pick && pick.own ? ownText(element) : tidy(this.#$(element).text());
    };
    if ('all' in pick && pick.all)
      return refine(
        elements.map(read).filter((value): value is string => value !== undefined && value !== ''),
        pick,
      );
    const first = elements[0];
    return first === undefined ? undefined : refine(read(first), pick);
  }

  each(select: string): Scope[] {
    return this.#find(select).map((element) => new HtmlScope(this.#source, this.#$, element));
  }

  text(): string {
    const { startIndex, endIndex } = this.#node;
    if (this.#node.type === 'root' || startIndex === null || endIndex === null) return this.#source;
    return this.#source.slice(startIndex, endIndex + 1);
  }

  sign(ignore: ReadonlySet<string>): string {
    if (ignore.size === 0) return this.text().replace(/\s+/gu, ' ');
    const copy = HtmlScope.of(this.text());
    copy.#$([...ignore].join(',')).remove();
    return copy.#$.html().replace(/\s+/gu, ' ');
  }
}

function ownText(element: Element): string {
  let text = '';
  for (const child of element.children) if (child.type === 'text') text += child.data;
  return tidy(text);
}
