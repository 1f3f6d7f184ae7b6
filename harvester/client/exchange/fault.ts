/** What a failed exchange means, as a coded error: nothing came back, or not all of it. */
import { TimeoutError } from 'got';
import { CodedError } from '../../../config/errors/errors.ts';

function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(at);
  return chain;
}

function codeIn(chain: unknown[]): string {
  for (const each of chain) {
    if (typeof each !== 'object' || each === null || !('code' in each)) continue;
    if (typeof each.code === 'string' && each.code !== 'ERR_GOT_REQUEST_ERROR') return each.code;
  }
  return '';
}

const TLS_CODE =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED|HOSTNAME_MISMATCH|INVALID_|ERR_TLS_|ERR_SSL_|ERR_OSSL_|EPROTO|CRL_|ERROR_IN_CERT)/;
const TLS_OLD =
  /LEGACY|UNSUPPORTED_PROTOCOL|WRONG_VERSION|VERSION|DH_KEY|HANDSHAKE_FAILURE|EPROTO|CIPHER|SIGNATURE/;
const CONNECTING = /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES|EPERM)$/;

const STEPS: Record<string, string> = {
  lookup: 'its name was not resolved',
  connect: 'no connection was made',
  secureConnect: 'the TLS handshake did not end',
  response: 'no answer began',
  socket: 'nothing came any more',
  request: 'the whole answer was not there',
};

/** `answering`: the headers had come, so the body broke off. */
export function faultOf(error: unknown, where: string, answering: boolean): CodedError {
  const chain = causes(error);
  for (const each of chain) if (each instanceof CodedError) return each;
  const code = codeIn(chain);
  const message = error instanceof Error && error.message !== '' ? error.message : code;
  const made = (as: ConstructorParameters<typeof CodedError>[0], what: string, hint: string): CodedError =>
    new CodedError(as, `${where} ${what}`, { hint, cause: error });

  if (error instanceof TimeoutError) {
    const step = STEPS[error.event] ?? error.event;
    return made('source.timeout', `was given up: ${step} (${error.message})`, 'it is tried again later');
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return made(
      'source.too-large',
      'answered with headers over the limit',
      'this is no ordinary server; look at it',
    );
  }
  if (/^ERR_(INVALID|HTTP_INVALID|UNESCAPED)/.test(code)) {
    return made(
      'config.invalid',
      `cannot be sent: ${message}`,
      "check the family's headers for letters outside ASCII",
    );
  }
  if (answering) {
    return made('source.cut', `broke off its answer: ${message}`, 'it is tried again later');
  }
  if (code.startsWith('HPE_')) {
    return made('source.cut', `did not answer in HTTP: ${message}`, 'check scheme and port of the base');
  }
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) {
    return made(
      'source.unreachable',
      `has no address: ${code}`,
      "check the host's name in the base, and our DNS",
    );
  }
  if (TLS_CODE.test(code)) {
    const hint = TLS_OLD.test(code)
      ? 'an old server: set harvest.tls.legacy'
      : "if the host's chain is known to be broken, set harvest.tls.verify to false";
    return made('source.tls', `could not be spoken to over TLS: ${code} (${message})`, hint);
  }
  if (code === 'ETIMEDOUT') {
    return made('source.timeout', 'was given up: no connection was made', 'it is tried again later');
  }
  if (CONNECTING.test(code)) {
    return made('source.unreachable', `cannot be connected to: ${code}`, 'check host and port of the base');
  }
  return made(
    'source.unreachable',
    `closed the connection without an answer: ${code || message}`,
    'it is tried again later',
  );
}
