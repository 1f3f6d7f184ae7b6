/** Addresses as IRIs. */

/** Characters that an IRI may not have (RFC 3987) are percent-encoded: catalogues do write blanks into addresses. */
export const cleanIri = (address: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  address.replace(/[\u0000-\u0020<>"{}|\\^`]/g, (char) => encodeURIComponent(char));
