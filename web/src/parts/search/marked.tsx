/** A text with its matches marked; the text is shown as text, whatever it holds. */
export function Marked({ text, matches }: { text: string; matches: readonly (readonly [number, number])[] }) {
  const pieces: { at: number; text: string; match: boolean }[] = [];
  let from = 0;
  for (const [start, end] of matches) {
    if (start < from || end <= start) continue;
    if (start > from) pieces.push({ at: from, text: text.slice(from, start), match: false });
    pieces.push({ at: start, text: text.slice(start, end), match: true });
    from = end;
  }
  if (from < text.length) pieces.push({ at: from, text: text.slice(from), match: false });
  return pieces.map((piece) =>
    piece.match ? <mark key={piece.at}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>,
  );
}
