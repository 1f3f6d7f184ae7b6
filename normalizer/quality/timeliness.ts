/** Whether the record tells how new its data is, and how new it should be. Whether it is late: `lateness.ts`. */

import { cycleDays } from './lateness.ts';
import { metIf, type Test } from './verdict.ts';

export const TIMELINESS = {
  modified: ({ modified }) => metIf(modified !== undefined),
  frequency: ({ frequency }) => metIf(frequency !== undefined && cycleDays(frequency) !== undefined),
} satisfies Record<string, Test>;
