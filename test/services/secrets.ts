/** What an installation's own script makes for compose.yaml: authority, certificates, keys and addresses, in a folder. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../compose.secrets.sh', import.meta.url));

export interface Secrets {
  folder: string;
  path(name: string): string;
  /** The text of one, without its line end. */
  text(name: string): string;
}

/** Whether openssl is here; where not, that is said in one loud line. */
export function mayMakeSecrets(): boolean {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn('!!! 没有 openssl，相关测试跳过 / no openssl, its tests are skipped');
    return false;
  }
}

export function makeSecrets(folder = mkdtempSync(join(tmpdir(), 'huimu-secrets-'))): Secrets {
  execFileSync('sh', [SCRIPT, folder]);
  const path = (name: string) => join(folder, name);
  return { folder, path, text: (name) => readFileSync(path(name), 'utf8').trimEnd() };
}
