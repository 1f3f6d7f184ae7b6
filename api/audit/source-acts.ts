/** How the audit log calls what is set of a source. */
import type { ChangeAsked } from '../../harvester/registry/registry.ts';
import type { Target } from './act.ts';

export function actOfChange({ paused }: ChangeAsked): string {
  if (paused === undefined) return 'set-source';
  return paused ? 'pause-source' : 'resume-source';
}

/** A setting with its new value, `-` where it was taken back. */
export function settingsOf({ schedule, perSecond }: ChangeAsked): Target {
  const said = Object.entries({ schedule, perSecond }).filter(([, value]) => value !== undefined);
  return said.length === 0
    ? {}
    : { subject: said.map(([name, value]) => `${name}=${value ?? '-'}`).join(' ') };
}
