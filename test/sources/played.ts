/** A real platform as it is played: host, address, variant of the product, as the sheets have them. */
import type { Mode } from '../../config/registry/modes.ts';
import type { IdShape } from './thing.ts';
import type { Site, Wire } from './wire.ts';

export interface PlayedPlatform {
  id: string;
  /** GB/T 2260 code; `529900` for Gui'an New Area. */
  region: string;
  origin: string;
  /** A second origin of the same server: some list in clear and detail over TLS. */
  alsoAt?: string;
  wire: Wire;
  shape: IdShape;
  /** Interfaces are a catalogue beside that of datasets: what their identifiers begin with, before a colon. */
  interfaces?: string;
  /** `opening` where absent. */
  mode?: Mode;
}

export const originsOf = ({ origin, alsoAt }: PlayedPlatform): string[] =>
  alsoAt === undefined ? [origin] : [origin, alsoAt];

/** The site at that address. */
export function siteAt(base: string, title: string): Site {
  const { origin, pathname } = new URL(base);
  return { origin, context: pathname.replace(/\/$/, ''), title };
}
