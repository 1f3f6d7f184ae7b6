/** English words of mistakes that readers report. */
import type { reports as zh } from '../zh/reports.ts';

export const reports: Record<keyof typeof zh, string> = {
  'view.reports': "Readers' reports",
  'report.title': 'Report a mistake',
  'report.lead': 'It goes to the administrator of {source} and is not shown to all. No name is needed.',
  'report.field': 'What is wrong',
  'report.field.whole': 'The whole record',
  'report.text': 'What is wrong, and what would be right',
  'report.send': 'Send',
  'report.taken': 'The administrator of the source has it now. Thank you.',
  'reports.what': "see and settle readers' reports",
  'reports.state': 'State',
  'reports.state.open': 'Open',
  'reports.state.closed': 'Closed',
  'reports.count': '{n} reports',
  'reports.note': 'What was done',
  'reports.close': 'Close it',
  'reports.closed.at': 'Closed {at}',
  'home.missing': 'Not found? Say what data is missed',
  'home.join': 'A platform is not in yet? How to be harvested',
};
