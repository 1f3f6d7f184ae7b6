/** Chongqing (sheet 14): GraphQL. The asked fields only, whole rows, slices of any size; errors inside a 200. */
import { bareThing, type SampledThing } from '../../../thing.ts';
import {
  carries,
  codeOf,
  forbidden,
  isJson,
  json,
  jsonBody,
  notAllowed,
  unsupported,
  type Wire,
  whole,
} from '../../../wire.ts';

const CYCLES = {
  REAL_TIME: '实时',
  EVERY_DAY: '每日',
  EVERY_WEEK: '每周',
  EVERY_MONTH: '每月',
  EVERY_QUARTER: '每季度',
  HALF_YEAR: '每半年',
  EVERY_YEAR: '每年',
  IRREGULAR: '不定期',
};

const row = (thing: SampledThing): Record<string, unknown> => ({
  id: thing.id,
  resourceName: thing.title,
  resourceDesc: thing.description,
  organizationId: '50',
  organizationName: thing.publisher,
  classificationId: null,
  classificationName: null,
  updateDate: thing.modified === null ? null : `${thing.modified.replace(' ', 'T')}.000+08:00`,
  classType: null,
  shareType: thing.formats.includes('api') ? 'INTERFACE' : 'FILE',
  openAttr:
    thing.openness === null ? null : thing.openness === '有条件开放' ? 'CONDITIONAL' : 'UNCONDITIONAL',
  renewCycle: thing.frequency === null ? null : (codeOf(CYCLES, thing.frequency) ?? 'OTHER'),
  downloadCnt: 0,
  visitCnt: 0,
  fileTypes: thing.formats
    .filter((format) => format !== 'api' && format !== 'file')
    .join(',')
    .toUpperCase(),
  // Either may lack.
  tags: {
    ...(thing.themes[0] === undefined ? {} : { TOPIC: thing.themes[0] }),
    ...(thing.industry === null ? {} : { INDUSTRY: thing.industry }),
  },
});
const KNOWN = new Set(Object.keys(row(bareThing('', ''))));

const failed = (message: string) =>
  json('list', { errors: [{ message, locations: [{ line: 1, column: 1 }] }], data: null });

export const chongqing: Wire = (asked, listing) => {
  if (asked.path !== '/rop-frontier/graphql') return undefined;
  if (asked.method !== 'POST') return notAllowed('list');
  if (!isJson(asked)) return unsupported('list', asked.path);
  if (!carries(asked, { referer: /\/rop\// })) return forbidden('list');
  const body = jsonBody(asked.body);
  const query = String(body?.query ?? '').replace(/\s+/g, ' ');
  const found =
    /^query \(\$input: ResourceProductPageInput\) \{ (?:(\w+): )?resourcesCatalogueList\(input: \$input\) \{ ([\w ]*?) data \{ ([\w ]+) \} \} \}$/.exec(
      query.trim(),
    );
  if (!found) return failed('Invalid Syntax');
  const [, alias = 'resourcesCatalogueList', counts = '', asks = ''] = found;
  const names = asks.split(' ');
  const unknown = names.find((name) => !KNOWN.has(name));
  if (unknown !== undefined)
    return failed(`Validation error: Field '${unknown}' in type 'Resource' is undefined`);
  const input = (body?.variables as { input?: Record<string, unknown> } | undefined)?.input;
  if (typeof input?.tags !== 'object' || input.tags === null)
    return failed("Variable 'input' has an invalid value");
  const offset = whole(input.offset, 0);
  const limit = whole(input.limit, 10);
  const data = listing.slice(offset, limit).map((thing) => {
    const whole = row(thing);
    return Object.fromEntries(names.map((name) => [name, whole[name]]));
  });
  const told = Object.fromEntries(
    Object.entries({ total: listing.total, offset, limit }).filter(([name]) =>
      counts.split(' ').includes(name),
    ),
  );
  return json('list', { data: { [alias]: { ...told, data } } });
};
