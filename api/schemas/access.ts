/** Keys and sessions as the API answers them. */
import { z } from 'zod';
import { ROLES } from '../access/roles.ts';
import { RegionCode } from './people/texts.ts';

const SCOPE = {
  role: z.enum(ROLES),
  sources: z.array(z.string().min(1).max(200)).max(500),
  regions: z.array(RegionCode).max(100),
};

export const MakeKey = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .regex(/^[^\p{C}]*$/u, '不得含控制字符 / no control characters')
      .describe('Whose it is, or what for; shown in the audit log'),
    role: SCOPE.role,
    sources: SCOPE.sources.default([]).describe('Of a source-admin: these sources, by id'),
    regions: SCOPE.regions.default([]).describe('Of a source-admin: all sources of these places'),
    days: z.int().min(1).max(3650).optional().describe('It is good for so long; for ever where absent'),
  })
  .refine(({ role, sources, regions }) => (role === 'source-admin') === sources.length + regions.length > 0, {
    path: ['sources'],
    message:
      '来源管理员须限定来源或地区，其他角色不限 / a source-admin has sources or regions, others have none',
  });

export const KeyAnswer = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    ...SCOPE,
    madeAt: z.string(),
    madeBy: z.string(),
    expiresAt: z.string().nullable(),
    revokedAt: z.string().nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({ id: 'Key' });

export const KeyList = z.strictObject({ items: z.array(KeyAnswer) });
export const KeyMade = z.strictObject({
  key: z.string().describe('The key itself: shown now and never again'),
  made: KeyAnswer,
});

export const OpenSession = z.strictObject({ key: z.string().min(1).max(500) });

export const SessionAnswer = z
  .strictObject({
    by: z.string().nullable().describe('As in the audit log; null for a stranger'),
    via: z.enum(['key', 'session', 'local']).nullable(),
    role: SCOPE.role.nullable(),
    sources: SCOPE.sources.describe('A source-admin acts on these sources'),
    regions: SCOPE.regions.describe('and on all of these places'),
    may: z.array(z.string()).describe('Rights by name; with ?source= those on that source'),
    csrf: z.string().nullable().describe('What acts of a session bear in x-csrf-token'),
    until: z.string().nullable().describe('When the session ends at the latest'),
  })
  .meta({ id: 'Session' });
