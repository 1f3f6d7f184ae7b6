/** The certificate of an authority of one's own, from the file that a setting names. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CodedError } from './errors/errors.ts';

/** PEM, one certificate or several. Throws `config.invalid` where there is none to be read. */
export function readAuthority(variable: string, file: string): Buffer {
  try {
    const text = readFileSync(file);
    // A file without a certificate would be taken for an authority that signed nothing.
    new X509Certificate(text);
    return text;
  } catch (error) {
    throw new CodedError('config.invalid', `${variable} = ${file}: ${(error as Error).message}`, {
      hint: '应为 PEM 证书文件的路径 / the path of a PEM file with certificates',
    });
  }
}
