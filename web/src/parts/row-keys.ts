/** Arrows walk what is marked with `data-row`: from the search box into the rows, and from row to row. */
import { useEffect } from 'react';

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

export function useRowKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = STEPS[event.key];
      // A box whose list is open has taken the key.
      if (event.defaultPrevented) return;
      if (step === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const rows = [...document.querySelectorAll<HTMLElement>('[data-row] a')];
      const own = event.target as HTMLElement;
      const at = rows.indexOf(own);
      const box = own.matches('input[type=search]') ? own : null;
      // Anywhere else arrows scroll, as they do everywhere.
      if (at < 0 && (box === null || step < 0)) return;
      event.preventDefault();
      if (at === 0 && step < 0) document.querySelector<HTMLElement>('input[type=search]')?.focus();
      else rows[at + step]?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
