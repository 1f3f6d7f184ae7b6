/**
 * From what a source states to the catalogue's entry. Pure: the same statement gives the same entry, always, and
 * the entry fits the schema of `entry.ts` by construction (a property test holds it to that; parsing each entry
 * here would cost more than all the rest).
 */
import { CodedError } from '../config/errors/errors.ts';
import { FIELDS, type Statement } from '../config/record.ts';
import type { HarvestableSource } from '../config/registry/source.ts';
import { readAddress } from './addresses.ts';
import { adopt } from './adopt.ts';
import { readCatalogued } from './catalogued.ts';
import { type DataItem, type Entry, entryId } from './entry.ts';
import { maskMobiles, namesPerson } from './privacy/masking.ts';
import { Reading } from './reading.ts';
import { readOperation, readOperators, readScenarios } from './registration/operation.ts';
import { readRegistration } from './registration/registration.ts';
import { cut } from './text.ts';
import { linesOf, reachesPerson, readContact } from './values/contact.ts';
import { placeOfOffice, readSpatial, readTemporal } from './values/coverage.ts';
import { readDistributions } from './values/formats.ts';
import { readKind, readMode } from './values/kind.ts';
import { textOf } from './values/lists.ts';
import { readAccessRights, readOpenness, readSharing } from './values/openness.ts';
import { readAgent } from './values/publishers.ts';
import { readKeywords, readSubjects } from './values/subjects.ts';
import { readFee, readLicense, readPublished } from './values/terms-of-use.ts';
import { readFrequency } from './values/time/frequency.ts';
import { before } from './values/time/periods.ts';
import { readVolume } from './values/volume.ts';

const LONGEST_ID = 1024;
const MOST_DATA_ITEMS = 2000;
/** Remarks of an adapter that are kept: the first tell of the kind. */
const MOST_REMARKS = 50;

/**
 * Throws `record.no-id`, `record.no-title`, `record.invalid` (an id that cannot be kept), `record.too-large`.
 * What is not understood costs its field only and is noted in `remarks`. `self`: the name of this installation, by which
 * an entry that comes round from another one is recognised (`record.own`).
 */
export function normalize(source: HarvestableSource, statement: Statement, self?: string): Entry {
  if (statement.id.trim() === '') throw new CodedError('record.no-id', 'the identifier is blank');
  if (statement.id.length > LONGEST_ID || !statement.id.isWellFormed()) {
    throw new CodedError('record.invalid', `identifier of ${statement.id.length} characters, or broken text`);
  }
  const { adopted } = statement;
  if (adopted !== undefined) return adopt(source, { ...statement, adopted }, self);
  const reading = new Reading(source, statement);
  const title = reading.text('title', 500);
  if (title === undefined) throw new CodedError('record.no-title', `record ${statement.id} has no title`);
  const distributions = readDistributions(reading);
  const openness = readOpenness(reading);
  const operators = readOperators(reading);
  const stated = readSpatial(reading, title);
  const publisher = readAgent(reading, 'publisher', stated.code);
  const holder = readAgent(reading, 'holder', stated.code);
  const entry: Entry = {
    id: entryId(source.id, statement.id),
    source: source.id,
    localId: statement.id,
    family: source.harvest.family,
    title,
    kind: readKind(reading, title, distributions),
    mode: readMode(reading),
    ...readSubjects(reading),
    keywords: readKeywords(reading),
    spatial: placeOfOffice(reading, stated, publisher ?? holder),
    distributions,
    dataItems: readDataItems(reading),
    raw: reading.raw,
    remarks: reading.remarks,
  };
  const optional: Partial<Entry> = {
    nativeId: readNativeId(reading),
    landingPage: readAddress(reading, 'landingPage', reading.value('landingPage')),
    description: reading.text('description', 20_000, true),
    publisher,
    holder,
    implementingAgency: readAgent(reading, 'implementingAgency', stated.code),
    operator: operators?.[0],
    operators,
    operation: readOperation(reading),
    openness,
    sharing: readSharing(reading),
    catalogued: readCatalogued(reading),
    issued: readPublished(reading, 'issued'),
    modified: readPublished(reading, 'modified'),
    frequency: readFrequency(reading),
    temporal: readTemporal(reading),
    license: readLicense(reading),
    accessRights: readAccessRights(reading, openness),
    fee: readFee(reading),
    volume: readVolume(reading),
    contact: readContact(reading),
    registration: readRegistration(reading),
    isRegistration: source.kind === 'registration-platform' ? true : undefined,
    version: reading.text('version', 100),
    ...readScenarios(reading),
  };
  for (const [name, value] of Object.entries(optional)) {
    if (value !== undefined) Object.assign(entry, { [name]: value });
  }
  if (entry.issued !== undefined && entry.modified !== undefined && before(entry.modified, entry.issued)) {
    reading.remark('modified', 'conflicting', entry.modified);
  }
  for (const [part, why] of Object.entries(statement.aside ?? {})) reading.remark(part, 'ignored', why);
  for (const { field, code, raw } of statement.remarks?.slice(0, MOST_REMARKS) ?? [])
    reading.remark(cut(field.toWellFormed(), 100), code, raw);
  keepUnread(reading);
  keepUnmapped(reading);
  return entry;
}

function readNativeId(reading: Reading): string | undefined {
  const native = reading.statement.nativeId?.trim();
  if (native === undefined || native === '') return undefined;
  if (native.length <= LONGEST_ID && native.isWellFormed()) return native;
  reading.remark('nativeId', 'ignored');
  return undefined;
}

/** Fields that no concern above asked for (identifier, catalogPath …) are kept as they are. */
function keepUnread(reading: Reading): void {
  for (const field of FIELDS) {
    if (
      field in reading.statement.fields &&
      !field.startsWith('contact') &&
      !Object.hasOwn(reading.raw, field)
    ) {
      reading.value(field);
    }
  }
}

function readDataItems(reading: Reading): DataItem[] {
  const stated = reading.statement.dataItems;
  if (stated.length > MOST_DATA_ITEMS) reading.remark('dataItems', 'truncated');
  const items: DataItem[] = [];
  for (const each of stated.slice(0, MOST_DATA_ITEMS)) {
    const label = reading.clean('dataItems', each.label, 200);
    const name = reading.clean('dataItems', each.name, 200) ?? label;
    if (name === undefined) continue;
    const item: DataItem = { name };
    if (label !== undefined) item.label = label;
    const type = reading.clean('dataItems', each.type, 100);
    if (type !== undefined) item.type = type;
    const description = reading.clean('dataItems', each.description, 1000);
    if (description !== undefined) item.description = description;
    items.push(item);
  }
  return items;
}

const FIELD_NAMES = new Set<string>(FIELDS);

/** What no key map names stays under its own label; labels of people's names do not. One remark names them all. */
function keepUnmapped(reading: Reading): void {
  const labels: string[] = [];
  for (const [label, value] of Object.entries(reading.statement.unmapped)) {
    if (value === null || value === '' || value === undefined || label === '__proto__') continue;
    const name = maskMobiles(cut(label.toWellFormed(), 200));
    const contact = reachesPerson(label) && !namesPerson(label) ? linesOf(textOf(value) ?? '') : undefined;
    const lines = contact === undefined ? undefined : [...contact.phones, ...contact.emails];
    if (namesPerson(label) || lines?.length === 0) {
      reading.remark('unmapped', 'masked', name);
      continue;
    }
    if (contact?.masked) reading.remark(name, 'masked');
    labels.push(name);
    const taken = FIELD_NAMES.has(name) || Object.hasOwn(reading.raw, name);
    reading.keep(taken ? `${name}#` : name, lines?.join('、') ?? value);
  }
  if (labels.length > 0) reading.remark('unmapped', 'unmapped', labels.join('、'));
}
