import type { newSource as zh } from '../../zh/administer/new-source.ts';

/** English words of adding a source, and of what was added. */
export const newSource: Record<keyof typeof zh, string> = {
  'new.title': 'New source',
  'new.lead':
    'Give the address of a platform or its interface, and see what is read there. Check the row, add it, and it can be harvested.',
  'new.what': 'add sources',
  'new.row': 'Check the row',
  'new.id': 'Id',
  'new.id.hint': 'Lower-case letters, digits and hyphens; it cannot be changed later',
  'new.name': 'Title',
  'new.region': 'Region',
  'new.region.country': 'The whole country',
  'new.region.unplaced': 'The title names no place: please choose one.',
  'new.kind': 'Kind of platform',
  'new.mode': 'Mode of supply',
  'new.agency': 'Agency (optional)',
  'new.base': 'Interface',
  'new.add': 'Add source',
  'new.none':
    'No interface was recognised. Try the address of the list or of the interface, or choose a family above.',
  'new.several':
    'Several families answer; the likeliest was taken. If it is another, choose it above and try again.',
  added: 'Added',
  'added.by': 'by {who} on {at}',
  'row.title': 'Row of the source',
  'row.file': 'It stands in a file of sources, and is changed and removed there.',
  'row.added': 'It was added here and stands in no file. Once a file has it, the file holds.',
  'row.yaml': 'Download the row (YAML)',
  'row.remove': 'Remove source',
  'row.remove.sure': 'Remove the source and its {n} entries',
};
