/** How an office is reached: its lines and mailboxes. Mobile numbers are masked, people's names left out. */
import type { Entry } from './entry.ts';
import { textOf } from './lists.ts';
import { maskMobiles } from './masking.ts';
import type { Reading } from './reading.ts';
import { cleanText, cut } from './text.ts';

/** Lines with area code and extension, bare ones, masked mobiles. */
const PHONE =
  /(?:\+?86[- ]?)?(?:\(?0\d{2,3}\)?[-— ]?)?(?:1\d{2}\*{4}\d{4}|\d{3,4}[- ]\d{4}|\d{5,12}|\d{3,4}-\d{3,4}-\d{3,4})(?:(?:转|-|ext\.?) ?\d{1,6})?/gi;
const EMAIL = /[\w.+*-]+ ?@[\w-]+(?:\.[\w-]+)+/g;
/** Labels under which people stand. */
const PERSON = /联系人|姓名|负责人|责任人|联络人|经办人|填报人|linkman|contact_?(?:name|person)|contacts?$/i;

/** Whether a source's label names a person rather than an office; such values are not kept. */
export const namesPerson = (label: string): boolean =>
  PERSON.test(label) && !/电话|方式|邮箱|phone|tel|mail/i.test(label);

/** Raw values of contact fields are kept as what is shown of them: a name beside a number goes no further. */
export function readContact(reading: Reading): Entry['contact'] {
  if (reading.stated('contactName') !== undefined) reading.remark('contactName', 'masked');
  const stated = [reading.stated('contactPhone'), reading.stated('contactEmail')].map((value) =>
    cleanText(cut(textOf(value) ?? '', 1000)).normalize('NFKC'),
  );
  const masked = stated.map(maskMobiles);
  const [phoneText = '', emailText = ''] = masked;
  const emails = [...new Set(`${emailText} ${phoneText}`.match(EMAIL)?.map((each) => each.replace(' ', '')))];
  const phones = [
    ...new Set(
      phoneText
        .replace(EMAIL, ' ')
        .match(PHONE)
        ?.map((each) => each.trim()),
    ),
  ];
  const phone = phones.join('、');
  const email = emails.join('、');
  if (masked.some((text, index) => text !== stated[index])) reading.remark('contactPhone', 'masked');
  if (phoneText !== '' && phones.length === 0 && emails.length === 0)
    reading.remark('contactPhone', 'not-understood');
  if (phone !== '') reading.keep('contactPhone', phone);
  if (email !== '') reading.keep('contactEmail', email);
  if (phone === '' && email === '') return undefined;
  return { ...(phone === '' ? {} : { phone }), ...(email === '' ? {} : { email }) };
}
