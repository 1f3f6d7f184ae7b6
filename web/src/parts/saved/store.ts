/** Searches that this browser keeps: nobody else learns of them. */
import { useSyncExternalStore } from 'react';

export interface SavedSearch {
  /** What is asked, as the address of the search page has it: filters and words, no more. */
  asked: string;
  name: string;
  /** Resources when it was saved, and when that was. */
  resources: number;
  at: string;
}

const KEY = 'huimu.searches';
/** More is no list that anybody reads. */
const MOST = 50;
const NONE: SavedSearch[] = [];

let text: string | null = null;
let list = NONE;

/** The browser's storage may be closed, or hold what another version wrote. */
function read(): SavedSearch[] {
  try {
    const now = localStorage.getItem(KEY);
    if (now !== text) {
      text = now;
      const kept: unknown = now === null ? [] : JSON.parse(now);
      list = Array.isArray(kept) ? kept.filter(isSaved) : NONE;
    }
  } catch {
    list = NONE;
  }
  return list;
}

const isSaved = (one: unknown): one is SavedSearch => {
  const saved = one as SavedSearch | null;
  return (
    typeof saved?.asked === 'string' &&
    typeof saved.name === 'string' &&
    typeof saved.at === 'string' &&
    typeof saved.resources === 'number'
  );
};

const listeners = new Set<() => void>();

function write(next: SavedSearch[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(next.slice(0, MOST)));
  } catch {
    return;
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab saves, too.
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

export function useSavedSearches() {
  const saved = useSyncExternalStore(subscribe, read);
  return {
    saved,
    save: (search: SavedSearch) => write([search, ...read().filter(({ asked }) => asked !== search.asked)]),
    remove: (asked: string) => write(read().filter((one) => one.asked !== asked)),
  };
}
