/** The spans of the frequency codes. */
import { vocabulary } from '../../../config/vocabularies.ts';

let spans: Map<string, string> | undefined;

/** ISO 8601; undefined where the code names no span. */
export function termDuration(code: string): string | undefined {
  spans ??= new Map(
    vocabulary('frequencies').flatMap(({ code: each, duration }) =>
      duration === undefined ? [] : [[each, duration] as const],
    ),
  );
  return spans.get(code);
}
