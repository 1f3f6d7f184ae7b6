/** Values of the address that a person chooses among. */
import { useSearchParams } from 'react-router';

/** The address, and how one of its values is set, or taken out by an empty one; what was seen before is written over. */
export function useChoosing(): [URLSearchParams, (name: string, value: string | undefined) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return [search, choose];
}

/** Among several values of a name, this one put in or taken out. */
export function toggleValue(next: URLSearchParams, name: string, value: string): void {
  const values = next.getAll(name);
  next.delete(name);
  const left = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  for (const one of left) next.append(name, one);
}
