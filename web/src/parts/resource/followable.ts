/** Only addresses a browser may follow; whatever else a source writes stays text. */
export const followable = (url: string | undefined): string | undefined =>
  url !== undefined && /^https?:\/\//i.test(url) ? url : undefined;
