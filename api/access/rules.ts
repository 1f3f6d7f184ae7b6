/**
 * The one table of who may do what. Every route that is not plain reading stands here, and so does every one that shows
 * what is not for all; the server does not start with a route that is missing (`guard.ts`).
 */
import type { Caller } from './caller.ts';
import { ROLES, type Role } from './roles.ts';

/** How the request names the source that a `source-admin` must be bound to. */
export type NamedBy = 'source' | 'run' | 'held' | 'entry' | 'query';

export interface Rule {
  /** The right by name, for pages that ask what they may offer. */
  right: string;
  who: readonly Role[] | 'anyone';
  /** Absent: not of one source, or the route itself looks (`requireScope`). */
  on?: NamedBy;
  /** It changes nothing, whatever its method: from any page. */
  reads?: true;
}

const ADMINS: readonly Role[] = ['admin'];
const SOURCE_ADMINS: readonly Role[] = ['admin', 'source-admin'];

const forAll = (right: string): Rule => ({ right, who: 'anyone' });
const forAdmins = (right: string): Rule => ({ right, who: ADMINS });
const ofSource = (right: string, on: NamedBy): Rule => ({ right, who: SOURCE_ADMINS, on });

/** By method and address, as the routes have it. */
export const RULES: Readonly<Record<string, Rule>> = {
  'POST /api/v1/session': forAll('session.open'),
  'DELETE /api/v1/session': forAll('session.end'),
  'POST /mcp': forAll('assistants.ask'),
  'POST /oai': { ...forAll('standards.read'), reads: true },
  'POST /api/3/action/:action': { ...forAll('standards.read'), reads: true },
  'POST /api/action/:action': { ...forAll('standards.read'), reads: true },
  'GET /api/v1/keys': forAdmins('keys.read'),
  'POST /api/v1/keys': forAdmins('keys.make'),
  'DELETE /api/v1/keys/:id': forAdmins('keys.revoke'),
  'GET /api/v1/audit': ofSource('audit.read', 'query'),
  // Whose place it is in is looked at by the route: a new source has no name to be bound by.
  'POST /api/v1/sources': { right: 'sources.add', who: SOURCE_ADMINS },
  'PATCH /api/v1/sources/:id': ofSource('sources.set', 'source'),
  'DELETE /api/v1/sources/:id': ofSource('sources.remove', 'source'),
  'GET /api/v1/sources/:id/row': ofSource('sources.row', 'source'),
  'POST /api/v1/sources/:id/runs': ofSource('runs.start', 'source'),
  'POST /api/v1/sources/:id/preview': ofSource('previews.make', 'source'),
  'POST /api/v1/previews': forAll('previews.any'),
  'POST /api/v1/previews/file': forAll('previews.any'),
  'POST /api/v1/runs/:id/stop': ofSource('runs.stop', 'run'),
  'POST /api/v1/held/:id/release': ofSource('held.release', 'held'),
  'POST /api/v1/held/:id/refuse': ofSource('held.refuse', 'held'),
  'GET /api/v1/sources/:id/catalogue': ofSource('uploads.read', 'source'),
  'PUT /api/v1/sources/:id/catalogue': ofSource('uploads.make', 'source'),
  'POST /api/v1/entries/:id/identity': ofSource('identity.decide', 'entry'),
  'POST /api/v1/demands': forAll('demands.leave'),
  // Who holds what is missed is looked at by the routes: a demand has a place, and no source.
  'GET /api/v1/demands/:id/contact': { right: 'demands.contact', who: SOURCE_ADMINS },
  'PUT /api/v1/demands/:id/answer': { right: 'demands.answer', who: SOURCE_ADMINS },
  'POST /api/v1/resources/:id/reports': forAll('reports.leave'),
  'GET /api/v1/reports': ofSource('reports.read', 'query'),
  'PUT /api/v1/reports/:id': { right: 'reports.close', who: SOURCE_ADMINS },
  'POST /api/v1/subscriptions': forAll('subscriptions.make'),
  'POST /api/v1/subscriptions/:id/confirm': forAll('subscriptions.link'),
  'POST /api/v1/subscriptions/:id/unsubscribe': forAll('subscriptions.link'),
  // Whose they are is looked at by the routes.
  'GET /api/v1/subscriptions': { right: 'subscriptions.own', who: ROLES },
  'PUT /api/v1/subscriptions/:id': { right: 'subscriptions.own', who: ROLES },
  'DELETE /api/v1/subscriptions/:id': { right: 'subscriptions.own', who: ROLES },
  'POST /api/v1/subscriptions/:id/trial': { right: 'subscriptions.own', who: ROLES },
  'GET /api/v1/deliveries': { right: 'subscriptions.own', who: ROLES },
  'POST /api/v1/deliveries/:id/again': { right: 'subscriptions.own', who: ROLES },
  'PUT /api/v1/watch/:list/:key/decision': forAdmins('watch.decide'),
};

export const ruleFor = (method: string, url: string): Rule | undefined =>
  // What answers GET answers HEAD.
  RULES[`${method === 'HEAD' ? 'GET' : method} ${url}`];

/** Rights that a `source-admin` has on its own sources only. */
export const rightsOnSources: ReadonlySet<string> = new Set(
  Object.values(RULES).flatMap(({ right, on }) => (on === undefined ? [] : [right])),
);

/** The rights of a role, or of a stranger, in the table's order. */
export function rightsOf(caller: Pick<Caller, 'role'> | null): string[] {
  const admitted = Object.values(RULES).filter(
    ({ who }) => who === 'anyone' || (caller !== null && who.includes(caller.role)),
  );
  return [...new Set(admitted.map(({ right }) => right))];
}
