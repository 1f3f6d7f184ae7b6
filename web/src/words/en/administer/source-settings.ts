import type { sourceSettings as zh } from '../../zh/administer/source-settings.ts';

/** English words of a source's schedule, pace and pause. */
export const sourceSettings: Record<keyof typeof zh, string> = {
  'view.settings': 'Schedule and pace',
  'set.what': 'set schedule and pace',
  'set.lead': 'What is set here goes before the source’s file, and can be taken back at any time.',
  'set.lead.added':
    'What is set here goes before what the source was added with, and can be taken back at any time.',
  'set.schedule': 'Schedule',
  'set.schedule.hint':
    'Cron expression in China time: minute hour day month weekday. Two harvests lie an hour apart at least.',
  'set.schedule.daily': 'Daily',
  'set.schedule.weekly': 'Mondays',
  'set.schedule.monthly': 'First of the month',
  'set.schedule.default': 'default schedule',
  'set.slots': 'Next five harvests',
  'set.slots.paused': 'Five harvests after it is resumed',
  'set.pace': 'Requests a second',
  'set.pace.most': 'At most {n} a second; it may only be slower. Where robots.txt asks for less, that holds.',
  'set.pace.free': 'No limit is set. Where robots.txt asks for less, that holds.',
  'set.pace.none': 'no limit',
  'set.pace.value': '{n} a second',
  'set.concurrency': 'At most {n} requests at one time.',
  'set.quiet': 'It is left alone from {from} to {to} o’clock, China time.',
  'set.keep': 'Save',
  'set.back': 'Back to the file',
  'set.back.added': 'Back to what it was added with',
  'set.by': 'Set otherwise by {who} on {at}.',
  'set.file': 'The file says: {value}.',
  'set.file.added': 'Added with: {value}.',
  'set.running': 'Scheduled harvests',
  'set.running.paused': 'Paused by {who} on {at}.',
  'set.pause': 'Pause scheduled harvests',
  'set.resume': 'Resume scheduled harvests',
  'set.pause.means':
    'While paused the schedule leaves it alone; “Harvest now” still works, and entries stay as they are.',
};
