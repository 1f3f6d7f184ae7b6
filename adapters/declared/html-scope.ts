/** Selecting in HTML documents, by CSS selector. Selectors are compiled once: a page takes a dozen, a run a hundred thousand pages. */
import { compile, selectAll } from 'css-select';
import type { AnyNode, Document, Element } from 'domhandler';
import { innerText, textContent } from 'domutils';
import { parseDocument } from 'htmlparser2';
import type { Pick } from '../../config/declared.ts';
import type { RawValue } from '../../config/record.ts';
import { refine, type Scope } from './select.ts';

/** Trims, NBSP, BOM and full-width blanks included, and reduces runs of blanks: to one line end where they held one. */
export const tidy = (text: string): string =>
  text.replace(/[\s\uFEFF\u200B]+/gu, (run) => (run.includes('\n') ? '\n' : ' ')).trim();

/** One step of a selector: the elements that match, or the one of them that `:eq(n)` names. */
interface Stage {
  matches: (element: Element) => boolean;
  nth: number | undefined;
}

interface Target {
  /** None: the thing itself. */
  stages: Stage[];
  attribute: string | undefined;
}

const targets = new Map<string, Target>();

function targetOf(select: string): Target {
  const known = targets.get(select);
  if (known !== undefined) return known;
  const [, css = '', attribute] = /^(.*?)(?:@([\w:-]+))?$/s.exec(select)!;
  const stages: Stage[] = [];
  const text = css.trim();
  if (text !== '' && text !== '.') {
    // Between `:eq(n)`s stand plain selectors, each within what the one before it found.
    const pieces = text.split(/:eq\((\d+)\)\s*/);
    for (let at = 0; at < pieces.length; at += 2) {
      const nth = pieces[at + 1];
      if (pieces[at] === '' && nth === undefined) continue;
      const matches = compile<AnyNode, Element>(pieces[at] === '' ? '*' : pieces[at]!) as Stage['matches'];
      stages.push({ matches, nth: nth === undefined ? undefined : Number(nth) });
    }
  }
  const target = { stages, attribute: attribute?.toLowerCase() };
  targets.set(select, target);
  return target;
}

export class HtmlScope implements Scope {
  readonly #source: string;
  readonly #node: Document | Element;

  private constructor(source: string, node: Document | Element) {
    this.#source = source;
    this.#node = node;
  }

  static of(source: string): HtmlScope {
    return new HtmlScope(source, parseDocument(source, { withStartIndices: true, withEndIndices: true }));
  }

  #find(target: Target): (Document | Element)[] {
    let found: (Document | Element)[] = [this.#node];
    // A fragment of one element is that element.
    if (target.stages.length === 0 && this.#node.type === 'root')
      return this.#node.children.filter((child): child is Element => child.type === 'tag').slice(0, 1);
    for (const { matches, nth } of target.stages) {
      const next = selectAll<AnyNode, Element>(matches as never, found);
      found = nth === undefined ? next : next.slice(nth, nth + 1);
    }
    return found;
  }

  pick(pick: Pick): RawValue | undefined {
    const target = targetOf(pick.select);
    const elements = this.#find(target) as Element[];
    const own = 'own' in pick && pick.own === true;
    const read = (element: Element): string | undefined => {
      if (target.attribute !== undefined) {
        const value = element.attribs[target.attribute];
        return value === undefined ? undefined : tidy(value);
      }
      if (own) return ownText(element);
      return tidy(element.type === 'script' ? textContent(element) : innerText(element));
    };
    if ('all' in pick && pick.all === true)
      return refine(
        elements.map(read).filter((value) => value !== undefined && value !== '') as string[],
        pick,
      );
    const first = elements[0];
    return first === undefined ? undefined : refine(read(first), pick);
  }

  each(select: string): Scope[] {
    return this.#find(targetOf(select)).map((node) => new HtmlScope(this.#source, node));
  }

  /** Its text by lines, blank ones dropped: `<br>` and line ends part them. */
  lines(): string[] {
    return linesOf(this.#node)
      .split('\n')
      .map(tidy)
      .filter((line) => line !== '');
  }

  /** The text just before it, within what holds it, behind the last element before it that matches as well. */
  before(select: string): string {
    const [stage] = targetOf(select).stages;
    let text = '';
    for (let node = this.#node.prev; node !== null; node = node.prev) {
      if (node.type === 'tag' && stage?.matches(node as Element)) break;
      text = innerText(node) + text;
    }
    return tidy(text);
  }

  text(): string {
    const { start, end } = this.#range();
    return this.#source.slice(start, end);
  }

  sign(ignore: ReadonlySet<string>): string {
    let rest = '';
    const { start, end } = this.#range();
    let from = start;
    const ignored = [...ignore].flatMap((select) => this.#find(targetOf(select)) as Element[]);
    for (const element of ignored.sort((a, b) => a.startIndex! - b.startIndex!)) {
      if (element.startIndex! > from) rest += this.#source.slice(from, element.startIndex!);
      from = Math.max(from, element.endIndex! + 1);
    }
    return (rest + this.#source.slice(from, end)).replace(/\s+/gu, ' ');
  }

  #range(): { start: number; end: number } {
    const node = this.#node;
    if (node.type === 'root') return { start: 0, end: this.#source.length };
    return { start: node.startIndex ?? 0, end: (node.endIndex ?? this.#source.length - 1) + 1 };
  }
}

function linesOf(node: AnyNode): string {
  if (node.type === 'text') return node.data;
  if (node.type !== 'tag' && node.type !== 'root') return '';
  if (node.type === 'tag' && node.name === 'br') return '\n';
  return node.children.map(linesOf).join('');
}

function ownText(element: Element): string {
  let text = '';
  for (const child of element.children) if (child.type === 'text') text += child.data;
  return tidy(text);
}
