/**
 * Where reference material (real entries, wire files, judged queries) lies beside a checkout, if it does: tests
 * over it run where it is, and say in one loud line when it is not.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = process.env.HUIMU_SHARED ?? fileURLToPath(new URL('../../shared/', import.meta.url));

/** The folder or file of the reference material, or undefined where it is not there. */
export function shared(path: string): string | undefined {
  const full = `${folder.replace(/\/$/, '')}/${path}`;
  if (existsSync(full)) return full;
  console.warn(
    `!!! 未找到参考数据，相关测试跳过 / reference data not found, its tests are skipped: ${path} (HUIMU_SHARED)`,
  );
  return undefined;
}
