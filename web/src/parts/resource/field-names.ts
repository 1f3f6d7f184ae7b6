/** What the fields of an entry are called on pages. */
import type { Word } from '../../words/zh.ts';

/** By the first step of a field's path. */
const NAMES: Record<string, Word> = {
  title: 'resource.title',
  description: 'resource.description',
  publisher: 'fact.publisher',
  spatial: 'fact.region',
  mode: 'fact.mode',
  openness: 'fact.openness',
  themes: 'fact.theme',
  theme: 'fact.theme',
  industry: 'fact.industry',
  frequency: 'fact.frequency',
  issued: 'fact.issued',
  modified: 'fact.modified',
  license: 'fact.license',
  volume: 'fact.volume',
  keywords: 'fact.keywords',
  contact: 'fact.contact',
  dataItems: 'resource.items',
  distributions: 'resource.get',
  operation: 'operation.title',
  ceilingPrice: 'operation.ceilingPrice',
  actualPrice: 'operation.actualPrice',
  term: 'operation.term',
  registration: 'fact.registration',
};

/** Undefined where it has no name of its own. */
export const fieldWord = (field: string): Word | undefined => NAMES[field.split('.')[0] ?? ''];
