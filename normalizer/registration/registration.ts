/** Registration after 《公共数据资源登记管理暂行办法》 (2025): code, registrant, type, publicity, validity. */
import type { Entry } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { readAgent } from '../values/publishers.ts';
import { terms } from '../values/terms.ts';
import { readPeriod } from '../values/time/periods.ts';
import { readCoded } from './operation.ts';

export type Registration = NonNullable<Entry['registration']>;

export function readRegistration(reading: Reading): Registration | undefined {
  const type = reading.text('registrationType', 100);
  const typeCode = type === undefined ? undefined : terms('registration-types').match(type)?.code;
  if (type !== undefined && typeCode === undefined)
    reading.remark('registrationType', 'not-understood', type);
  const validity = readPeriod(reading, {
    whole: 'registrationValidity',
    from: 'registrationValidFrom',
    until: 'registrationValidUntil',
  });
  const registration: { [name in keyof Registration]: Registration[name] | undefined } = {
    code: reading.text('registrationCode', 200),
    queryCode: reading.text('registrationQueryCode', 200),
    type,
    typeCode: typeCode as Registration['typeCode'],
    registrant: readAgent(reading, 'registrant'),
    status: readCoded(reading, 'registrationStatus', 'registration-states'),
    publicity: readPeriod(reading, { whole: 'publicity', from: 'publicityFrom', until: 'publicityUntil' }),
    validFrom: validity?.from,
    validUntil: validity?.until,
    validFor: validity?.until === undefined ? validity?.duration : undefined,
  };
  const stated = Object.entries(registration).filter(([, value]) => value !== undefined);
  const { code, queryCode, registrant, status, publicity } = registration;
  if ([code, queryCode, registrant, status, publicity].every((value) => value === undefined)) {
    // A validity or a type of something else: nothing here says that it is a registration's.
    if (stated.length > 0) reading.remark('registrationCode', 'ignored');
    return undefined;
  }
  return Object.fromEntries(stated) as Registration;
}
