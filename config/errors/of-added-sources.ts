/** Coded errors of sources that people add and take out. Part of the one table. */
import { type ErrorRule, rule } from './rule.ts';

export const SOURCE_ERRORS = {
  'source.exists': rule(
    409,
    'never',
    'caller',
    '已有这个标识或这个接口地址的来源',
    'There is a source of that id, or at that interface, already',
  ),
  'source.in-file': rule(
    409,
    'never',
    'caller',
    '该来源写在配置文件里，只能在文件中移除',
    'This source stands in a file, and is removed there',
  ),
} as const satisfies Record<string, ErrorRule>;
