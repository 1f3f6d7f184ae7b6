/** What a source says and nobody understands: found, mapped, and taken away as lines that an installation reads. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOwnWords } from '../../config/own-words.ts';
import { vocabulary } from '../../config/vocabularies.ts';
import { bareThing } from '../sources/thing.ts';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();
const SOURCE = 'guizhou-guiyang';
const ODD = '怪力乱神';

describe.skipIf(chromium === undefined)('an administrator of words', () => {
  const its = site(chromium, [SOURCE], ({ country }) => {
    const platform = country.mutate(SOURCE);
    for (const id of ['9001', '9002']) platform.add({ ...bareThing(id, `名录${id}`), themes: [ODD] });
  });

  it('comes from the sources, sees what is not understood, and takes lines that the settings accept', async () => {
    await its.open('/sources');
    await its.page.getByRole('link', { name: '未能理解的取值' }).click();
    await its.page.getByLabel('来源', { exact: true }).selectOption(SOURCE);
    const row = its.page.locator('tbody tr', { hasText: ODD });
    await row.waitFor();
    expect(await row.locator('.number').textContent()).toBe('2');
    await row.locator('select').selectOption('health');
    const lines = (await its.page.locator('#mapping pre').textContent()) ?? '';
    await its.shoot('unknowns');
    const file = join(mkdtempSync(join(tmpdir(), 'huimu-words-')), 'words.yaml');
    writeFileSync(file, lines);
    try {
      loadOwnWords(file);
      expect(vocabulary('themes').find(({ code }) => code === 'health')?.aliases).toContain(ODD);
    } finally {
      loadOwnWords(undefined);
    }
  });
});
