/**
 * Every way in which a source misbehaves, one row each: what goes wrong on its server, and by which codes a run may tell
 * it. What must hold besides holds for all of them (`trial.ts`). A new way is a new row.
 */
import type { ErrorCode } from '../../config/errors/errors.ts';
import { type Misbehaviour, TRANSPORT_FAULTS } from '../sources/misbehave.ts';

export interface Row {
  name: string;
  faults: Misbehaviour[];
  /** Of the run's problems and of its refused records; each code that comes must be one of these. */
  codes: ErrorCode[];
  /** It strikes details, so that a run must ask for them; only families that have any can show it. */
  details?: true;
  /** The source agrees with itself, so that who never saw it otherwise cannot know. */
  consistent?: true;
}

const list = (fault: Misbehaviour): Misbehaviour[] => [{ on: ['list'], after: 1, ...fault }];
const detail = (fault: Misbehaviour): Misbehaviour[] => [{ on: ['detail'], ...fault }];

/** Found out beside, where a thing changed and its date did not. */
export const BESIDE: ErrorCode[] = ['listing.filter-not-honoured', 'listing.filter-unchecked'];

/** How a body that is none is told, by the families' formats. */
const UNREAD: ErrorCode[] = [
  'source.not-json',
  'source.not-xml',
  'source.not-rdf',
  'source.shape-changed',
  'source.answer-failed',
];
/** How a list is doubted. */
const DOUBT: ErrorCode[] = [
  'listing.page-repeated',
  'listing.short',
  'listing.unsettled',
  'listing.endless',
  'listing.empty',
  'listing.shrunk',
];
const DETAIL: ErrorCode[] = ['record.detail-failed', 'record.detail-missing', 'record.unreadable'];

const TRANSPORT: ReadonlySet<string> = new Set(TRANSPORT_FAULTS);

/** Whether a first harvest shows something of its own by it: what the list says, not how it travels. */
export const showsFirst = ({ faults, consistent }: Row): boolean =>
  consistent === undefined && faults.every(({ what }) => !TRANSPORT.has(what));

export const ROWS: Row[] = [
  { name: 'the first page again and again', faults: [{ what: 'repeated-page' }], codes: DOUBT },
  { name: 'another order with every request', faults: [{ what: 'unstable-order' }], codes: DOUBT },
  {
    name: 'another order, and no number',
    faults: [{ what: 'unstable-order' }, { what: 'undeclared' }],
    codes: [...DOUBT, 'source.shape-changed'],
  },
  { name: 'no number', faults: [{ what: 'undeclared' }], codes: [...DOUBT, 'source.shape-changed'] },
  { name: 'an empty list, declared as such', faults: [{ what: 'empty' }], codes: [...DOUBT, ...UNREAD] },
  {
    name: 'an empty list without a number',
    faults: [{ what: 'empty' }, { what: 'undeclared' }],
    codes: [...DOUBT, ...UNREAD],
  },
  { name: 'half of it, declared as such', faults: [{ what: 'half' }], codes: DOUBT, consistent: true },
  { name: 'half of it, under the full number', faults: [{ what: 'short' }], codes: DOUBT },
  {
    name: 'a number that lags behind',
    faults: [{ what: 'lagging-count' }],
    codes: [...DOUBT, 'listing.surplus'],
  },
  {
    name: 'a million strangers',
    faults: [{ what: 'grown' }],
    codes: ['listing.grown', 'listing.endless', ...UNREAD],
  },
  {
    name: 'pages without an end',
    faults: [{ what: 'endless' }],
    codes: ['listing.grown', 'listing.endless', ...UNREAD],
  },
  {
    name: 'a record that no list page can hold',
    faults: [{ what: 'poisoned-row' }],
    codes: ['record.unlistable', 'record.no-id', 'source.unavailable'],
  },
  { name: 'a record without a title', faults: [{ what: 'no-title' }], codes: ['record.no-title', ...DETAIL] },
  {
    name: 'a record without an identifier',
    faults: [{ what: 'no-id' }],
    codes: ['record.no-id', ...DETAIL, ...DOUBT],
  },
  { name: 'list: 503 for good', faults: list({ what: 'unavailable' }), codes: ['source.unavailable'] },
  { name: 'list: 500, once', faults: list({ what: 'status', status: 500, times: 1 }), codes: [] },
  {
    name: 'list: 429 for good',
    faults: list({ what: 'throttled', seconds: 0 }),
    codes: ['source.throttled'],
  },
  { name: 'list: bodies cut', faults: list({ what: 'cut' }), codes: ['source.cut'] },
  {
    name: 'list: a body torn under its own length, once',
    faults: list({ what: 'torn', times: 1 }),
    codes: [],
  },
  { name: 'list: bodies torn', faults: list({ what: 'torn' }), codes: [...UNREAD, ...DOUBT] },
  {
    name: 'list: connections closed',
    faults: list({ what: 'reset' }),
    codes: ['source.unreachable', 'source.cut'],
  },
  { name: 'list: a page for people', faults: list({ what: 'html' }), codes: UNREAD },
  { name: 'list: a login page', faults: list({ what: 'login' }), codes: ['source.login-needed'] },
  { name: 'list: a firewall’s challenge', faults: list({ what: 'challenge' }), codes: ['source.blocked'] },
  {
    name: 'list: GBK under the name of UTF-8',
    faults: list({ what: 'gbk' }),
    codes: ['source.charset', 'source.charset-mislabelled', ...UNREAD],
  },
  { name: 'list: slow', faults: list({ what: 'slow', ms: 50 }), codes: [] },
  { name: 'list: no answer ever', faults: list({ what: 'hang' }), codes: ['source.timeout'] },
  {
    name: 'list: led to an inner address',
    faults: list({ what: 'redirect' }),
    codes: ['source.private-address', 'source.moved'],
  },
  {
    name: 'list: a failure inside a 200',
    faults: list({ what: 'failure-in-200' }),
    codes: ['source.login-needed', ...UNREAD],
  },
  {
    name: 'details: none is found',
    faults: detail({ what: 'details-missing' }),
    codes: [...DETAIL, 'source.not-found', ...UNREAD],
    details: true,
  },
  {
    name: 'details: pages for people in their place',
    faults: detail({ what: 'html' }),
    codes: [...DETAIL, ...UNREAD],
    details: true,
  },
  {
    name: 'details: three fail among many',
    faults: detail({ what: 'html', after: 4, times: 3 }),
    codes: [...DETAIL, ...UNREAD],
    details: true,
  },
  {
    name: 'details: one in nine torn',
    faults: detail({ what: 'torn', every: 9 }),
    codes: [],
    details: true,
  },
  {
    name: 'details: 503 for good',
    faults: detail({ what: 'unavailable' }),
    codes: ['source.unavailable', ...DETAIL],
    details: true,
  },
];
