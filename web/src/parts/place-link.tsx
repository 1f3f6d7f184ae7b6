/** Links within the pages: they keep the language of the address. */
import type { ReactNode } from 'react';
import { Link, NavLink, useSearchParams } from 'react-router';

export function useAddress(): (path: string, query?: URLSearchParams) => string {
  const [search] = useSearchParams();
  const lang = search.get('lang');
  return (path, query) => {
    const params = new URLSearchParams(query);
    if (lang !== null) params.set('lang', lang);
    const text = params.toString();
    return text === '' ? path : `${path}?${text}`;
  };
}

interface Props {
  path: string;
  query?: URLSearchParams;
  children: ReactNode;
  className?: string;
  /** It leads to what is shown. */
  current?: boolean;
}

export function PlaceLink({ path, query, children, className, current = false }: Props) {
  const address = useAddress();
  return (
    <Link to={address(path, query)} className={className} aria-current={current ? 'page' : undefined}>
      {children}
    </Link>
  );
}

export function NavPlace({ path, children }: { path: string; children: ReactNode }) {
  const address = useAddress();
  return (
    <NavLink to={address(path)} end={path === '/'}>
      {children}
    </NavLink>
  );
}
