/** JSON whose texts every reader takes: half of a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_key, each: unknown) => (typeof each === 'string' ? each.toWellFormed() : each));
