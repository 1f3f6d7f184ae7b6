/** English words of the page for places that are not connected yet. */
import type { join as zh } from '../zh/join.ts';

export const join: Record<keyof typeof zh, string> = {
  'join.title': 'How to be harvested',
  'join.lead':
    'For platforms that are not connected yet: give an address or a file, and see at once whether it can be harvested, what the entries would be, and how to mend what fails.',
  'join.address': 'Try an address',
  'join.url': 'Address of the platform or its interface',
  'join.url.hint': 'The list of the catalogue, or the interface, is recognised sooner than a front page',
  'join.family': 'Family',
  'join.family.any': 'Find out',
  'join.try': 'Try it',
  'join.running': 'Reading: a minute at most',
  'join.known': 'This site is in the catalogue already: ',
  'join.file': 'Try a file',
  'join.file.large': 'The file exceeds 64 MB: split it by department.',
  'join.file.region': 'Place',
  'join.file.region.none': 'Not said',
  'join.file.try': 'Check the file',
  'guide.title': 'Guidance',
  'guide.steps': 'Three steps',
  'guide.steps.1': 'Give an address or a file, and look at the preview.',
  'guide.steps.2': 'Mend the platform or the catalogue as it says, and try again.',
  'guide.steps.3':
    'Send the row to the administrator of Huimu; for files, ask the administrator for the right to hand them over.',
  'guide.platform': 'What can be harvested',
  'guide.platform.1': 'The catalogue is public: list and details need no login.',
  'guide.platform.2': 'Most common portal products are recognised as they are.',
  'guide.platform.3': 'A new interface had best be DCAT, CKAN or OAI-PMH.',
  'guide.platform.4':
    'The list can be walked to its last page, and every record has an identifier that lasts.',
  'guide.file': 'Not reachable from outside: hand over a file',
  'guide.file.1': 'Sharing hubs and operation zones export their catalogue; no network has to be opened.',
  'guide.file.2':
    'Fill in the template, or use the table you have: columns are read by the names of the compilation guide (2017).',
  'guide.file.3': 'At least 信息资源名称 and one more column.',
  'guide.file.4': 'Nothing secret may be handed over; files of a preview are not kept.',
  'guide.records': 'What makes a good catalogue',
  'guide.records.1': 'A name that says what and where; one thing a record.',
  'guide.records.2': 'Description, publisher, frequency and date of update as fully as can be.',
  'guide.records.3': 'Theme, frequency and openness in the usual words.',
  'guide.records.4': 'The data items: readers decide by them.',
  'guide.manners': 'How Huimu harvests',
  'guide.manners.1': 'It reads the public catalogue alone, never the data itself.',
  'guide.manners.2': 'One request after another, by robots.txt, and slower where a platform asks for it.',
  'guide.manners.3': 'Names of contact persons are left out, mobile numbers masked.',
  'guide.coverage': 'Who is connected so far',
};
