/** Identity members of statements by hand, from a city, its province, another city and a register. */
import { depthOf } from '../../config/regions.ts';
import { type IdentityMember, identityMember } from '../../normalizer/identity.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { source, statement } from './statements.ts';

export const city = source();
export const province = source({ id: 'guangxi', region: '450000' });
export const other = source({ id: 'guangxi-guilin', region: '450300' });
export const register = source({ id: 'guangxi-register', region: '450000', kind: 'registration-platform' });

export function member(
  from: typeof city,
  id: string,
  fields: Parameters<typeof statement>[0],
  nativeId?: string,
): IdentityMember {
  const entry = normalize(from, statement(fields, { id, ...(nativeId === undefined ? {} : { nativeId }) }));
  return identityMember(entry, depthOf(from.region) ?? 0);
}
