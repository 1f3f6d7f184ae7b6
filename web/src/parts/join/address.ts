/** An address as people type it: without a scheme it is taken for https. */
export const wholeAddress = (typed: string): string => {
  const text = typed.trim();
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text === '' ? text : `https://${text}`;
};

/** Host and port; undefined of what is no address. */
export const hostOf = (address: string | null | undefined): string | undefined =>
  address && URL.canParse(address) ? new URL(address).host : undefined;
