/** Routes: the same path at another origin, there and back. */
import { describe, expect, it } from 'vitest';
import { Routes } from '../../../harvester/client/routes.ts';

describe('a route', () => {
  const routes = new Routes({ 'https://data.city.example': 'http://127.0.0.1:8080' });

  it.each([
    ['a plain path', '/list?page=1'],
    ['a path that begins with two slashes', '//catalog_schema/find?offset=0'],
    ['an address within the path', '/to/http://169.254.169.254/latest'],
  ])('keeps %s as it is', (_what, path) => {
    const real = new URL(`https://data.city.example${path}`);
    expect(routes.sentTo(real)?.href).toBe(`http://127.0.0.1:8080${path}`);
    expect(routes.real(new URL(`http://127.0.0.1:8080${path}`), '').href).toBe(real.href);
  });

  it('leaves other origins alone', () => {
    expect(routes.sentTo(new URL('https://other.example/list'))).toBeUndefined();
  });
});
