/** Bodies as forms send them, where a protocol takes them. */
import type { ApiServer } from '../routes/route.ts';

export const FORM = 'application/x-www-form-urlencoded';

/** Bytes of a form: arguments are short. */
const LARGEST = 64 * 1024;

/** The server's routes from here on get `URLSearchParams` for a form. */
export function takeForms(server: ApiServer): void {
  server.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: LARGEST }, (_request, body, done) =>
    done(null, new URLSearchParams(body as string)),
  );
}
