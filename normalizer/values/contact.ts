/** How an office is reached: its lines and mailboxes. Mobile numbers are masked, people's names left out. */
import type { Entry } from '../entry.ts';
import { maskMobiles } from '../privacy/masking.ts';
import type { Reading } from '../reading.ts';
import { cleanText, cut } from '../text.ts';
import { textOf } from './lists.ts';

/** Lines with area code and extension, bare ones, masked mobiles. */
const PHONE =
  /(?:\+?86[- ]?)?(?:\(?0\d{2,3}\)?[-— ]?)?(?:1\d{2}\*{4}\d{4}|\d{3,4}[- ]\d{4}|\d{5,12}|\d{3,4}-\d{3,4}-\d{3,4})(?:(?:转|-|ext\.?) ?\d{1,6})?/gi;
const EMAIL = /[\w.+*-]+ ?@[\w-]+(?:\.[\w-]+)+/g;
/** Labels under which lines and mailboxes stand, often with the name of who answers. */
const REACHES = /联系|电话|手机|邮箱|phone|tel(?:ephone)?$|mobile|e?mail|contact/i;

/** Whether a source's label is one of contacts: of its values only numbers and mailboxes are kept. */
export const reachesPerson = (label: string): boolean =>
  REACHES.test(label) && !/地址|部门|单位|机构|address|url/i.test(label);

interface Found {
  phones: string[];
  emails: string[];
  masked: boolean;
}

/** The lines and mailboxes in a text, mobile numbers masked; all else in it is left out. */
export function linesOf(text: string): Found {
  const stated = cleanText(cut(text, 1000)).normalize('NFKC');
  const shown = maskMobiles(stated);
  const emails = shown.match(EMAIL)?.map((each) => each.replace(' ', '')) ?? [];
  const phones =
    shown
      .replace(EMAIL, ' ')
      .match(PHONE)
      ?.map((each) => each.trim()) ?? [];
  return { phones: [...new Set(phones)], emails: [...new Set(emails)], masked: shown !== stated };
}

/** Raw values of contact fields are kept as what is shown of them: a name beside a number goes no further. */
export function readContact(reading: Reading): Entry['contact'] {
  if (reading.stated('contactName') !== undefined) reading.remark('contactName', 'masked');
  const stated = textOf(reading.stated('contactPhone')) ?? '';
  const lines = linesOf(stated);
  const boxes = linesOf(textOf(reading.stated('contactEmail')) ?? '');
  if (lines.masked || boxes.masked) reading.remark('contactPhone', 'masked');
  if (stated !== '' && lines.phones.length === 0 && lines.emails.length === 0) {
    reading.remark('contactPhone', 'not-understood');
  }
  const phone = lines.phones.join('、');
  const email = [...new Set([...boxes.emails, ...lines.emails])].join('、');
  if (phone !== '') reading.keep('contactPhone', phone);
  if (email !== '') reading.keep('contactEmail', email);
  if (phone === '' && email === '') return undefined;
  return { ...(phone === '' ? {} : { phone }), ...(email === '' ? {} : { email }) };
}
