/** What the compilation guide's catalogue says of a resource beside its name: code, class, relations, kind, level. */
import type { Entry } from './entry.ts';
import type { Reading } from './reading.ts';
import { readCoded } from './registration/operation.ts';
import { separated } from './values/lists.ts';

type Catalogued = NonNullable<Entry['catalogued']>;

/** 类 1 digit, 项 2, 目 3, 细目 any length, then `/` and a sequence of any length. */
const CODE = /^\d[0-9A-Za-z]*\/[0-9A-Za-z]+$/;
const LONGEST_CODE = 200;
const LONGEST_CLASS = 200;
const DEEPEST = 10;
const BETWEEN_CODES = /[\s、；;，,|]+/;
const MOST_RELATED = 500;

export function readCatalogued(reading: Reading): Catalogued | undefined {
  const code = reading.text('resourceCode', LONGEST_CODE);
  if (code !== undefined && !CODE.test(code)) reading.remark('resourceCode', 'not-understood', code);
  const classPath = list(reading, 'classPath', /\s*[>＞→]\s*|\/(?!\d)/, DEEPEST, LONGEST_CLASS);
  const related = list(reading, 'relatedCodes', BETWEEN_CODES, MOST_RELATED, LONGEST_CODE);
  const found: { [name in keyof Catalogued]: Catalogued[name] | undefined } = {
    code,
    classPath,
    related: related === undefined ? undefined : [...new Set(related)],
    subject: readCoded(reading, 'subjectKind', 'subject-kinds'),
    level: readCoded(reading, 'catalogueLevel', 'catalogue-levels'),
  };
  const stated = Object.entries(found).filter(([, value]) => value !== undefined);
  return stated.length === 0 ? undefined : (Object.fromEntries(stated) as Catalogued);
}

function list(
  reading: Reading,
  field: 'classPath' | 'relatedCodes',
  between: RegExp,
  most: number,
  longest: number,
): string[] | undefined {
  const stated = separated(reading.value(field), between);
  if (stated.length > most) reading.remark(field, 'truncated');
  const words = stated.slice(0, most).flatMap((each) => reading.clean(field, each, longest) ?? []);
  return words.length === 0 ? undefined : words;
}
