/** What kind of thing it is, and in which mode it is supplied. */
import type { Distribution, Entry, Kind } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { terms } from './terms.ts';

const INTERFACES = new Set(['api', 'wms', 'wfs']);
/** What a title says where no format does: 取水许可信息接口服务. */
const INTERFACE_TITLE = /(?:接口|接口服务|API)[)）]?$/i;

/** As stated; else an interface where nothing but interfaces is offered; else what such a source lists. */
export function readKind(reading: Reading, title: string, distributions: Distribution[]): Kind {
  const stated = reading.text('kind', 100);
  if (stated !== undefined) {
    const term = terms('kinds').find(stated);
    if (term !== undefined) return term.code as Kind;
    reading.remark('kind', 'not-understood', stated);
  }
  const formats = distributions.flatMap(({ format }) => (format === undefined ? [] : [format]));
  if (formats.length > 0 && formats.every((format) => INTERFACES.has(format))) return 'api';
  if (formats.length === 0 && INTERFACE_TITLE.test(title)) return 'api';
  return reading.source.kind === 'operation-zone' ? 'product' : 'dataset';
}

export function readMode(reading: Reading): Entry['mode'] {
  const stated = reading.text('mode', 100);
  if (stated === undefined) return reading.source.mode;
  const term = terms('modes').find(stated);
  if (term === undefined) reading.remark('mode', 'not-understood', stated);
  return (term?.code as Entry['mode'] | undefined) ?? reading.source.mode;
}
