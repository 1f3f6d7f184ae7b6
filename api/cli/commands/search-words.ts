/** What a search was understood as, said on a terminal: places and other words, what was meant, what is nearest. */
import { regionLabel } from '../../../config/words.ts';
import type { Finding, FoundHit } from '../../../index/finding/find.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';

const KINDS = {
  word: ['词', 'word'],
  place: ['地区', 'place'],
  office: ['部门', 'office'],
  theme: ['领域', 'theme'],
  mode: ['方式', 'mode'],
  year: ['年份', 'year'],
} as const;

export function tellUnderstood(found: Finding, { say, note, language }: Terminal): void {
  const { suggestion } = found;
  if (suggestion !== undefined) {
    const { from, to } = suggestion;
    note(printable(say(`没有“${from}”，以下是“${to}”的结果`, `Nothing holds ${from}; these are for ${to}`)));
  }
  for (const { text, typed, kind, near, region } of found.understood) {
    if (kind === 'word' && near.length === 0 && typed === undefined) continue;
    const [zh, en] = KINDS[kind];
    const name = region === undefined ? text : regionLabel(region)[language];
    const meant = typed === undefined ? name : `${typed} → ${name}`;
    const others = near.length === 0 ? '' : say(`，也找 ${near.join('、')}`, `, also ${near.join(', ')}`);
    note(printable(`${say(zh, en)}：${meant}${others}`));
  }
  if (found.nearest.length > 0) note(say('没有全部符合的；最接近的：', 'Nothing has all; the nearest:'));
  for (const { text, without, resources } of found.nearest) {
    const left = without.join(' ');
    const number = thousands(resources);
    note(printable(say(`  去掉“${left}”：${text}（${number}）`, `  without ${left}: ${text} (${number})`)));
  }
}

/** Why a hit is there, in one line. */
export const why = (reasons: NonNullable<FoundHit['why']>, { say }: Terminal): string =>
  printable(
    reasons
      .filter(({ weight }) => weight > 0)
      .map(({ word, as, by, in: fields, weight }) =>
        [
          by === 'word' || by === 'part' ? word : `${word} ≈ ${as}`,
          fields.length === 0 ? '' : say(` 在 ${fields.join('、')}`, ` in ${fields.join(', ')}`),
          weight === 1 ? '' : ` ×${weight}`,
        ].join(''),
      )
      .join('；'),
  );
