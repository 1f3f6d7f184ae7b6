/** The alias table: what the guides and measures name, and what the platforms call it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { labelAlias } from '../../config/labels.ts';

describe('labels', () => {
  it.each([
    ['共享类型', 'sharing'],
    ['共享方式', 'sharing'],
    ['共享条件', 'sharingConditions'],
    ['开放类型', 'openness'],
    ['信息资源名称', 'title'],
    ['信息资源代码', 'identifier'],
    ['信息资源提供方', 'publisher'],
    ['信息资源提供方代码', 'publisherCode'],
    ['信息资源摘要', 'description'],
    ['信息资源格式', 'formats'],
    ['更新周期', 'frequency'],
    ['运营机构', 'operator'],
    ['实施机构', 'implementingAgency'],
    ['收费方式', 'fee'],
    ['收费标准', 'fee'],
    ['登记编码', 'registrationCode'],
    ['登记编号', 'registrationCode'],
    ['登记类型', 'registrationType'],
    ['有效期至', 'registrationValidUntil'],
  ])('%s is %s', (label, field) => {
    expect(labelAlias(label)?.field).toBe(field);
    expect(labelAlias(` ${label}： `)?.field).toBe(field);
  });

  it('say what a thing is called by its type before the way it is had', () => {
    expect(labelAlias('共享类型')?.rank).toBeLessThan(labelAlias('共享方式')?.rank as number);
  });

  it('of sharing, operation and registration stand for no class of opening', () => {
    const file = readFileSync(new URL('../../config/labels.yaml', import.meta.url), 'utf8');
    const { labels } = parse(file) as { labels: Record<string, string[]> };
    expect(labels.openness?.filter((label) => /共享|运营|登记|收费/.test(label))).toEqual([]);
  });
});
