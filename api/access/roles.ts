/** What a key may be for. */
export const ROLES = ['admin', 'source-admin', 'analyst'] as const;

export type Role = (typeof ROLES)[number];
