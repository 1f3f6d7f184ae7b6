/**
 * A list page that fails may hold one record that its source cannot write down. Asked for in ever smaller parts, the
 * others come, and that one is refused by its place. For wires that take the size of a page, and count rows.
 */
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import type { ListedRow, UnlistableRow } from '../contract.ts';

export interface Span {
  /** Rows before it. */
  offset: number;
  size: number;
}

interface Listed {
  rows: ListedRow[];
  unlistable: UnlistableRow[];
}

export interface InParts<P extends Listed> extends Listed {
  /** The answers that it came in, in order; the whole one alone where it was given. */
  answers: { span: Span; page: P }[];
}

/** What a single record can make of a whole page. */
const ONE_RECORDS_WORK: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'source.answer-failed',
  'source.not-json',
  'source.not-xml',
  'source.charset',
  'source.cut',
  'source.too-large',
  'source.timeout',
  'source.unavailable',
  'source.shape-changed',
]);
/** More bad records on one page are the source's fault. */
const MOST_BAD = 5;
/** Parts a page is cut into at most where its size has no small divisor. */
const MOST_PARTS = 7;

/** Throws what `ask` throws where the page cannot be parted, or where it is the source that fails and not a record. */
export async function inParts<P extends Listed>(
  whole: Span,
  ask: (span: Span) => Promise<P>,
): Promise<InParts<P>> {
  try {
    const page = await ask(whole);
    return { ...page, answers: [{ span: whole, page }] };
  } catch (error) {
    if (!mayBeOneRecord(error) || partsOf(whole).length < 2) throw error;
    const parting = new Parting(ask);
    if ((await parting.sourceAnswers(whole)) && (await parting.gather(whole))) return parting;
    throw error;
  }
}

const mayBeOneRecord = (error: unknown): boolean => ONE_RECORDS_WORK.has(coded(error).code);

/** Equal parts, as few as can be: each begins at a multiple of its own size, so that pages can be counted by it. */
function partsOf({ offset, size }: Span): Span[] {
  for (let count = 2; count <= MOST_PARTS; count += 1) {
    if (size % count !== 0) continue;
    const each = size / count;
    return Array.from({ length: count }, (_, i) => ({ offset: offset + i * each, size: each }));
  }
  return [];
}

class Parting<P extends Listed> implements InParts<P> {
  readonly rows: ListedRow[] = [];
  readonly unlistable: UnlistableRow[] = [];
  readonly answers: InParts<P>['answers'] = [];
  readonly #ask: (span: Span) => Promise<P>;
  #ended = false;

  constructor(ask: (span: Span) => Promise<P>) {
    this.#ask = ask;
  }

  /** Whether one record at the page's start, or one at its end, can be had: then not all of it fails. */
  async sourceAnswers({ offset, size }: Span): Promise<boolean> {
    for (const at of [offset, offset + size - 1]) {
      if (!((await this.#part({ offset: at, size: 1 })) instanceof CodedError)) return true;
    }
    return false;
  }

  /** Returns false where it cannot be gone on with. */
  async gather(whole: Span): Promise<boolean> {
    for (const span of partsOf(whole)) {
      if (this.#ended) return true;
      const page = await this.#part(span);
      if (!(page instanceof CodedError)) this.#take(span, page);
      else if (span.size === 1) this.#refuse(span, page);
      else if (partsOf(span).length < 2 || !(await this.gather(span))) return false;
      if (this.unlistable.filter(({ code }) => code === 'record.unlistable').length > MOST_BAD) return false;
    }
    return true;
  }

  async #part(span: Span): Promise<P | CodedError> {
    try {
      const page = await this.#ask(span);
      if (page.rows.length + page.unlistable.length <= span.size) return page;
      return new CodedError(
        'source.shape-changed',
        `more than ${span.size} rows came where so many were asked for`,
      );
    } catch (error) {
      if (mayBeOneRecord(error)) return coded(error);
      throw error;
    }
  }

  #take(span: Span, page: P): void {
    this.rows.push(...page.rows);
    this.unlistable.push(...page.unlistable);
    this.answers.push({ span, page });
    this.#ended = page.rows.length + page.unlistable.length < span.size;
  }

  #refuse({ offset }: Span, { message }: CodedError): void {
    const place = `row ${offset + 1} of the list`;
    this.unlistable.push({ code: 'record.unlistable', detail: `${place}: ${message}`, text: place });
  }
}
