/** Maps that remember the newest of what they were told, and no more. */

/** Puts it in place of what stood under the key, as the newest; the oldest go, until `most` are left. */
export function keepNewest<K, V>(kept: Map<K, V>, key: K, value: V, most: number): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
}
