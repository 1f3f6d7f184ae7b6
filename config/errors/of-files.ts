/** Rows of the table of coded errors: files of a catalogue, and the rows in them. Read them as a part of `errors.ts`. */
import { rule } from './rule.ts';

export const FILE_ERRORS = {
  'source.not-spreadsheet': rule(
    422,
    'never',
    'source',
    '不是可读的表格文件（XLSX、CSV、JSON）',
    'No table that can be read (XLSX, CSV, JSON)',
  ),
  'source.no-header': rule(
    422,
    'never',
    'source',
    '找不到目录的表头',
    "No header row of a catalogue was found in the file's sheets",
  ),
  'source.sheet-skipped': rule(
    422,
    'never',
    'source',
    '有工作表不是目录，未读取',
    'A sheet that is no catalogue was not read',
  ),
  'source.secret': rule(
    422,
    'never',
    'source',
    '目录标有密级，拒收，内容不予保存',
    'The catalogue is marked secret: refused, nothing of it is kept',
  ),
  'source.older-file': rule(
    422,
    'never',
    'source',
    '较早文件中的同一资源未采用',
    'Resources that a newer file has as well were not taken from an older one',
  ),
  'source.takes-no-files': rule(
    409,
    'never',
    'caller',
    '该来源不接受提交目录文件',
    'Files of this source’s catalogue are not taken',
  ),
  'source.nothing-uploaded': rule(
    404,
    'never',
    'source',
    '尚未收到该来源的目录文件',
    "No file of this source's catalogue has been handed over",
  ),
  'record.secret': rule(
    422,
    'never',
    'record',
    '条目标有密级，拒收，内容不予保存',
    'The row is marked secret: refused, nothing of it is kept',
  ),
  'record.duplicate': rule(
    422,
    'never',
    'record',
    '同一资源在目录中重复出现',
    'The catalogue has this resource twice',
  ),
} as const;
