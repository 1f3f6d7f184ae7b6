/** Addresses in Turtle, TriG, N-Triples and N-Quads that catalogues write though no IRI may look so. */

/** Strings and comments pass, whatever stands in them; what is left in angle brackets is an IRI. */
const TOKENS = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|<([^<>\n"]*)>/g;
/** RFC 3987 allows none of these; `\u` escapes are Turtle's own. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ILLEGAL = /[\u0000-\u0020{}|^`]|\\(?!u[0-9a-f]{4}|U[0-9a-f]{8})/gi;

/** The text with blanks and their like percent-encoded inside IRIs: one bad address must not cost the document. */
export const mendIris = (text: string): string =>
  text.replace(TOKENS, (token, inside: string | undefined) =>
    inside === undefined || inside.search(ILLEGAL) === -1
      ? token
      : `<${inside.trim().replace(ILLEGAL, (character) => encodeURIComponent(character))}>`,
  );
