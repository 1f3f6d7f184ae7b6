/** Typed arrays that grow. */

/** The same array, or a copy with room to spare. */
export function grown<A extends Int32Array | Uint8Array | Uint16Array | Float64Array>(
  old: A,
  size: number,
): A {
  if (size <= old.length) return old;
  const larger = new (old.constructor as new (length: number) => A)(Math.max(1024, Math.ceil(size * 1.5)));
  larger.set(old);
  return larger;
}
