/** `npm ci` on any machine: the lock file names every platform's packages, and no registry's host. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

interface Locked {
  version?: string;
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
const packages = (JSON.parse(text) as { packages: Record<string, Locked> }).packages;

describe('the lock file', () => {
  it('names the optional packages of every platform, so that npm ci finds it complete', () => {
    // npm leaves out what its registry cannot show at that moment, and then refuses its own lock file.
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !(`${path}/node_modules/${name}` in packages || `node_modules/${name}` in packages))
        .map((name) => `${path || 'package.json'} → ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('names no address to download from', () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
    expect(text).not.toMatch(/https?:\/\/[^"]*\/-\//);
  });
});
