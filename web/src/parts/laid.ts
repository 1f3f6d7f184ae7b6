/** JSON with a line for each member; anything else as it came. */
export function laid(raw: string): string {
  try {
    return JSON.stringify(JSON.parse(raw), null, 2);
  } catch {
    return raw;
  }
}
