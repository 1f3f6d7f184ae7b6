/** Who asks: by which right, and of which sources. */
import { isWithin } from '../../config/regions.ts';
import type { Source } from '../../config/registry/source.ts';
import type { Role } from './roles.ts';

export interface Scope {
  role: Role;
  /** A `source-admin`'s: these sources by id, and all sources of these places (GB/T 2260). */
  sources: string[];
  regions: string[];
}

export interface Caller extends Scope {
  /** As in the audit log: `key:admin` (the key of the settings), `key:<id> <name>`, `local`. */
  by: string;
  /** Id of the key; null for the key of the settings, and for a caller on this machine. */
  key: string | null;
  via: 'key' | 'session' | 'local';
  session?: { csrf: string; until: string };
}

/** Nobody's scope but the source's administrators' is narrow. */
export function isInScope({ role, sources, regions }: Scope, source: Pick<Source, 'id' | 'region'>): boolean {
  if (role !== 'source-admin') return true;
  return sources.includes(source.id) || regions.some((place) => isWithin(source.region, place));
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who was recognised; null for strangers. */
    caller: Caller | null;
  }
}
