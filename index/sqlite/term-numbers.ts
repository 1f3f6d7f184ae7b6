/** Numbers of terms as a row keeps them: 32 bits each, one after another. */
export const bytes = (numbers: Iterable<number>): Uint8Array =>
  new Uint8Array(Uint32Array.from(numbers).buffer);

export const numbersOf = (blob: Uint8Array): number[] => [...new Uint32Array(blob.slice().buffer)];
