/** Asks the API. What fails arrives as one kind of error, with the API's own words where it has some. */
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

export async function ask<T>(path: string, language: Language, signal?: AbortSignal): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      headers: { accept: 'application/json', 'accept-language': language === 'zh' ? 'zh-CN' : 'en' },
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new RequestFailure(undefined);
  }
  if (response.ok) return (await response.json()) as T;
  const answer = (await response.json().catch(() => undefined)) as ApiError | undefined;
  throw new RequestFailure(answer);
}
