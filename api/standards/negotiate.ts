/** Which of several media types a request likes best (RFC 9110 §12.5.1). */

interface Range {
  type: string;
  weight: number;
}

function ranges(header: string): Range[] {
  return header.split(',').flatMap((part) => {
    const [type = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const stated = parameters.map((each) => /^q=(\d(?:\.\d{0,3})?)$/.exec(each)?.[1]).find(Boolean);
    return type === '' ? [] : [{ type, weight: stated === undefined ? 1 : Number(stated) }];
  });
}

/** The most specific range that names the type has the say. */
function weightOf(type: string, asked: Range[]): number {
  const [whole] = type.split('/');
  for (const name of [type, `${whole}/*`, '*/*']) {
    const found = asked.find((each) => each.type === name);
    if (found !== undefined) return found.weight;
  }
  return 0;
}

/** Of equals the first offered; undefined where none is acceptable. No header takes all. */
export function preferred<T extends string>(
  header: string | undefined,
  offered: readonly T[],
): T | undefined {
  const asked = ranges(header ?? '*/*');
  let best: { type: T; weight: number } | undefined;
  for (const type of offered) {
    const weight = weightOf(type, asked);
    if (weight > 0 && (best === undefined || weight > best.weight)) best = { type, weight };
  }
  return best?.type;
}
