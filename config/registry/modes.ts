/** By which of the three ways a source supplies data: between offices, openly to all, or through an authorised operator. */
export const MODES = ['sharing', 'opening', 'authorised-operation'] as const;

export type Mode = (typeof MODES)[number];
