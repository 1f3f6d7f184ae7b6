/** Texts of any length as short ones in which a difference still shows. */

/** UTF-16 units of what two long texts have in common that is shown before they differ. */
const BEFORE = 40;

/** No more than so many UTF-16 units, halves of characters left out. */
export function cutTo(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Both, cut to the same stretch around their first difference where one of them is longer than that. */
export function cutToDifference(one: string, other: string, most: number): [string, string] {
  if (one.length <= most && other.length <= most) return [one, other];
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const from = Math.max(0, same - BEFORE);
  const part = (text: string): string => {
    if (from === 0) return cutTo(text, most);
    return cutTo(`…${text.slice(from).replace(/^[\uDC00-\uDFFF]/, '')}`, most);
  };
  return [part(one), part(other)];
}
