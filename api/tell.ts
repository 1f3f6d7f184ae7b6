import type { ErrorCode } from '../config/errors/errors.ts';

/** Takes what an administrator should be told, in both languages, with its code where there is one. */
export type Tell = (zh: string, en: string, code: ErrorCode | null) => void;
