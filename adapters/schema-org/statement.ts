/** What a page's dataset says, under the catalogue's field names. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type {
  Field,
  RawRecord,
  RawValue,
  StatedDataItem,
  StatedDistribution,
  Statement,
} from '../../config/record.ts';
import { parseJson } from '../answers/answer.ts';
import { remarking, unread } from '../formats/json/unread.ts';
import {
  isObject,
  itemsOf,
  type Json,
  type Odd,
  withoutEmpty,
  wordOf,
  wordsOf,
} from '../formats/json/values.ts';
import { byId, datasetsIn, readBlock } from './nodes.ts';

/** Properties that are read, or that say nothing of the thing. */
const KNOWN = new Set(
  `@type @id @context name description url mainEntityOfPage sameAs identifier creator publisher provider
   sourceOrganization author keywords about datePublished dateCreated dateModified license temporalCoverage
   spatialCoverage spatial temporal conditionsOfAccess version distribution variableMeasured includedInDataCatalog
   isPartOf hasPart contactPoint`.split(/\s+/),
);

/** The blocks of a page as they were kept. Throws `record.unreadable`. */
function blocksOf(raw: RawRecord): string[] {
  const text = raw.parts.find(({ role }) => role === 'detail')?.text ?? '';
  try {
    const blocks = parseJson(text);
    if (Array.isArray(blocks)) return blocks.filter((block) => typeof block === 'string');
  } catch (cause) {
    throw new CodedError('record.unreadable', `${raw.id}: not JSON`, { cause });
  }
  throw new CodedError('record.unreadable', `${raw.id}: no blocks of JSON-LD`);
}

/** The dataset that the page is about: the one of its address, else the first. */
const subjectOf = (datasets: Json[], page: string): Json | undefined =>
  datasets.find(({ url, '@id': id, mainEntityOfPage }) =>
    [url, id, wordOf(mainEntityOfPage)].includes(page),
  ) ?? datasets[0];

class Page {
  readonly #nodes: Map<string, Json>;
  constructor(nodes: Map<string, Json>) {
    this.#nodes = nodes;
  }

  /** Things said at a property, references followed. */
  things(value: RawValue | undefined): RawValue[] {
    const items = isObject(value) ? [value] : itemsOf(value);
    return items.map((item) => {
      const id = isObject(item) && Object.keys(item).length === 1 ? item['@id'] : undefined;
      return (typeof id === 'string' ? this.#nodes.get(id) : undefined) ?? item;
    });
  }

  word(...values: (RawValue | undefined)[]): RawValue | undefined {
    for (const value of values) {
      const word = this.things(value)
        .map(wordOf)
        .find((each) => each !== undefined);
      if (word !== undefined) return word;
    }
    return undefined;
  }

  /** The name of what may be a thing with a geometry and no name. */
  place(value: RawValue | undefined): RawValue | undefined {
    return this.things(value)
      .map((thing) => (isObject(thing) ? wordOf(thing.name) : wordOf(thing)))
      .find((each) => each !== undefined);
  }
}

function distributionsOf(dataset: Json, page: Page, odd: Odd): StatedDistribution[] {
  return page.things(dataset.distribution).flatMap((item): StatedDistribution[] => {
    if (typeof item === 'string') return [{ accessUrl: item }];
    if (!isObject(item)) {
      odd('distributions', item);
      return [];
    }
    const stated = withoutEmpty({
      title: wordOf(item.name),
      format: page.word(item.encodingFormat, item.fileFormat),
      accessUrl: wordOf(item.url),
      downloadUrl: wordOf(item.contentUrl),
      byteSize: wordOf(item.contentSize),
    });
    if (Object.keys(stated).length === 0) odd('distributions', item);
    return Object.keys(stated).length === 0 ? [] : [stated];
  });
}

function variables(dataset: Json, page: Page, odd: Odd): StatedDataItem[] {
  return page.things(dataset.variableMeasured).flatMap((item) => {
    const name = wordOf(item);
    if (name === undefined) {
      odd('dataItems', item);
      return [];
    }
    return [withoutEmpty({ name, ...(isObject(item) ? { description: wordOf(item.description) } : {}) })];
  });
}

/** Texts with commas are lists of keywords. */
const keywords = (values: string[]): string[] => [
  ...new Set(
    values
      .flatMap((value) => value.split(/[,，;；、]/))
      .map((word) => word.trim())
      .filter(Boolean),
  ),
];

/** Throws `record.unreadable`. */
export function statementOf(raw: RawRecord): Statement {
  const { odd, remarks, told } = remarking();
  const values: RawValue[] = [];
  for (const block of blocksOf(raw)) {
    const value = readBlock(block);
    if (value === undefined) odd('detail', block.slice(0, 100));
    else values.push(value);
  }
  const datasets = datasetsIn(values);
  const dataset = subjectOf(datasets, raw.id);
  if (dataset === undefined)
    throw new CodedError('record.unreadable', `${raw.id}: no Dataset in ${values.length} blocks of JSON-LD`);
  for (const other of datasets)
    if (other !== dataset && wordOf(other.name) !== wordOf(dataset.name))
      remarks.push({
        field: 'detail',
        code: 'ignored',
        raw: String(wordOf(other.name) ?? wordOf(other['@id'])),
      });
  const page = new Page(byId(values));
  const contact = page.things(dataset.contactPoint).find(isObject);
  const fields: Partial<Record<Field, RawValue>> = withoutEmpty({
    title: wordOf(dataset.name),
    description: wordOf(dataset.description),
    publisher: page.word(dataset.publisher, dataset.creator, dataset.provider, dataset.sourceOrganization),
    keywords: keywords(wordsOf('keywords', dataset.keywords, odd)),
    theme: wordsOf('theme', page.things(dataset.about), odd),
    issued: wordOf(dataset.datePublished) ?? wordOf(dataset.dateCreated),
    modified: wordOf(dataset.dateModified),
    license: page.word(dataset.license),
    temporal: wordOf(dataset.temporalCoverage) ?? wordOf(dataset.temporal),
    spatial: page.place(dataset.spatialCoverage) ?? page.place(dataset.spatial),
    accessRights: wordOf(dataset.conditionsOfAccess),
    contactName: wordOf(contact?.name),
    contactEmail: wordOf(contact?.email),
    contactPhone: wordOf(contact?.telephone),
    identifier: wordOf(dataset.identifier),
    version: wordOf(dataset.version),
    landingPage: raw.id,
  });
  return {
    id: raw.id,
    fields,
    distributions: distributionsOf(dataset, page, odd),
    dataItems: variables(dataset, page, odd),
    unmapped: unread(dataset, KNOWN),
    ...told(),
  };
}
