/** Asking for an answer and reading it. */
import { coded, type ErrorCode } from '../../config/errors/errors.ts';
import type { HttpClient, HttpRequest, HttpResponse } from '../contract.ts';

/**
 * What an answer is told as whose body was cut under an honest length, or mixed up on its way: the wire's fault, not
 * the source's or the record's.
 */
const UNREAD: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'source.not-json',
  'source.not-xml',
  'source.not-rdf',
  'source.charset',
  'source.cut',
  'source.shape-changed',
  'record.unreadable',
]);

/**
 * Asks, and reads what comes. An answer that cannot be read is asked for once more before it counts; throws what the
 * second one is refused for.
 */
export async function askAndRead<T>(
  http: HttpClient,
  request: HttpRequest,
  /** `last`: it will not be asked for again. */
  read: (answer: HttpResponse, last: boolean) => T | Promise<T>,
): Promise<T> {
  const first = await http.request(request);
  try {
    return await read(first, false);
  } catch (error) {
    if (!UNREAD.has(coded(error).code)) throw error;
    return read(await http.request({ ...request, anew: true }), true);
  }
}
