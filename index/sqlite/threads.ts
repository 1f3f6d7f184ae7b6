/** The catalogue's threads: where their files lie, and those started ahead that every command calls. */
import { prepare } from './channel.ts';

export const WRITER = new URL('./write/writer.worker.ts', import.meta.url);
export const LOOKUP = new URL('./search/lookup.worker.ts', import.meta.url);
export const SEARCH = new URL('./search/search.worker.ts', import.meta.url);

/** Before a catalogue is opened. */
export function prepareThreads(): void {
  prepare(WRITER);
  prepare(LOOKUP);
}
