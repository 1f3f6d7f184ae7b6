import type { country as zh } from '../../zh/figures/country.ts';

/** English words of the country's map. */
export const country: Record<keyof typeof zh, string> = {
  'country.map': '{name} by province; arrow keys walk the map',
  'country.table': 'As a table',
};
