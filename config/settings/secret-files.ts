/** Secrets that lie in files, as containers are given them: `HUIMU_ADMIN_KEY_FILE` names the file of `HUIMU_ADMIN_KEY`. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { CodedError } from '../errors/errors.ts';
import { SECRET_NAMES, variableOf } from './settings-schema.ts';

/** Longer than any key or address; a file that is no secret is not read whole. */
const MOST_BYTES = 64 * 1024;

/** The variable that names a file → the setting that stands in it. */
export const SECRET_FILES: ReadonlyMap<string, string> = new Map(
  [...SECRET_NAMES].map((name) => [`${variableOf(name)}_FILE`, name]),
);

/**
 * What stands in the file, without line ends at its end. Throws `config.invalid`, which names the variable and
 * neither the content nor the path: somebody may have put the secret itself there.
 */
export function readSecret(
  name: string,
  path: string,
  environment: Record<string, string | undefined>,
  folder: string,
): string {
  const variable = variableOf(name);
  if (environment[variable]) {
    throw new CodedError('config.invalid', `${variable}, ${variable}_FILE: 不能同时设置 / only one of both`, {
      hint: '请只留其一 / keep one of them',
    });
  }
  const file = resolve(folder, path);
  let text: string;
  try {
    const found = statSync(file);
    if (!found.isFile()) throw new Error('不是文件 / not a file');
    if (found.size > MOST_BYTES) throw new Error(`过大 / too large: ${found.size}`);
    text = readFileSync(file, 'utf8').replace(/[\r\n]+$/, '');
  } catch (error) {
    throw unusable(variable, (error as NodeJS.ErrnoException).code ?? (error as Error).message);
  }
  if (text === '') throw unusable(variable, '空文件 / empty');
  return text;
}

const unusable = (variable: string, reason: string): CodedError =>
  new CodedError('config.invalid', `${variable}_FILE: ${reason}`, {
    hint: '应为本进程可读的文件的路径，内容只有该值 / the path of a file that this process can read, with the value alone',
  });
