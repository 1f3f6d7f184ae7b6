/** Asks the API, and acts by it. What fails arrives as one kind of error, with the API's own words where it has some. */
import type { ApiError } from '../../../api/types.ts';
import type { Language } from '../words/language.tsx';

export class RequestFailure extends Error {
  /** What the API said; undefined where nothing answered. */
  readonly answer: ApiError | undefined;

  constructor(answer: ApiError | undefined) {
    super(answer?.message ?? 'offline');
    this.answer = answer;
  }
}

/** Something that is to be done. A file goes as its bytes, anything else as JSON. */
export interface Act {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
}

export const ask = <T>(path: string, language: Language, signal?: AbortSignal): Promise<T> =>
  answered(path, language, signal ? { signal } : {});

/** `csrf`: of the session, where there is one. */
export function send<T>({ method, path, body }: Act, language: Language, csrf: string | null): Promise<T> {
  const headers: Record<string, string> = csrf === null ? {} : { 'x-csrf-token': csrf };
  if (body === undefined) return answered(path, language, { method, headers });
  if (body instanceof Blob) {
    headers['content-type'] = 'application/octet-stream';
    return answered(path, language, { method, headers, body });
  }
  headers['content-type'] = 'application/json';
  return answered(path, language, { method, headers, body: JSON.stringify(body) });
}

async function answered<T>(path: string, language: Language, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      ...init,
      headers: {
        accept: 'application/json',
        'accept-language': language === 'zh' ? 'zh-CN' : 'en',
        ...init.headers,
      },
    });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new RequestFailure(undefined);
  }
  if (response.ok) return (await response.json()) as T;
  const answer = (await response.json().catch(() => undefined)) as ApiError | undefined;
  throw new RequestFailure(answer);
}
