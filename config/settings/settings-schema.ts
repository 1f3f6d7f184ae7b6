/** The settings there are: name, meaning, limits and default of each, and which of them nobody may see. */
import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { Schedule } from '../registry/schedule.ts';

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
const wholeNumber = (from: number, to: number) => z.coerce.number().int().min(from).max(to);

/** `name=value` pairs separated by commas, as one variable can carry them; YAML gives a map at once. */
const Pairs = z.preprocess(
  (value) => {
    if (typeof value !== 'string') return value;
    const pairs = value.split(',').filter((pair) => pair.trim() !== '');
    return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2).map((part) => part.trim())));
  },
  z.record(z.url({ protocol: /^https?$/ }), z.url({ protocol: /^https?$/ })),
);

/** As the server takes them: an address, a range, or a kind of private range. */
const isProxy = (text: string): boolean =>
  /^(loopback|linklocal|uniquelocal)$/.test(text) || ipaddr.isValid(text) || ipaddr.isValidCIDR(text);

const isWebAddress = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** Name in YAML and in the program; `HUIMU_` and the name in capitals in the environment. */
export const SettingsSchema = z.strictObject({
  data: z.string().min(1).default('data').describe('Folder in which the catalogue is kept'),
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address that the server, or a process that tells how it is, listens at'),
  port: wholeNumber(0, 65_535).default(8080).describe('Port that the server listens at; 0 takes a free one'),
  instance: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,99}$/u, 'letters, digits, dots and hyphens only')
    .optional()
    .describe(
      'Name of this installation in the provenance of entries that another Huimu takes from it; one of its own for each, and for good',
    ),
  publicUrl: z
    .url({ protocol: /^https?$/ })
    .transform((address) => address.replace(/[?#].*$/, '').replace(/\/+$/, ''))
    .optional()
    .describe(
      'Address under which the world sees this installation: what IRIs, feeds and links begin with, for good; as each request has it where absent',
    ),
  oaiPage: wholeNumber(1, 1_000).default(200).describe('Records of one answer of OAI-PMH'),
  contact: z
    .union([z.email(), z.url({ protocol: /^https?$/ })], 'neither a mailbox nor a web address')
    .optional()
    .describe('Mailbox or page of the people who harvest, said in the User-Agent'),
  schedule: Schedule.default('0 3 * * *').describe('Default schedule, cron in China time'),
  watch: Schedule.default('30 5 * * *').describe('When the watch lists are computed, cron in China time'),
  linkSample: wholeNumber(0, 10_000)
    .default(0)
    .describe(
      'Entries of each source whose addresses are asked once a week by the schedule; 0 asks none. Needs a contact',
    ),
  parallel: wholeNumber(1, 64).default(4).describe('Runs at one time'),
  routes: Pairs.default({}).describe('Origins asked elsewhere: https://a.gov.cn=http://127.0.0.1:9000,…'),
  sources: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the source files; the built-in ones where absent'),
  insideSources: z
    .union([z.boolean(), z.stringbool()])
    .default(false)
    .describe(
      'Whether administrators may probe, preview and add sources at addresses of this network (true, false); rows of files may name them anyway, strangers never',
    ),
  words: z
    .string()
    .min(1)
    .optional()
    .describe('File (YAML) with own words for the code lists: list, code, words'),
  adminKey: z.string().min(16).optional().describe('Key that starting and stopping needs'),
  ratePerAddress: wholeNumber(1, 1_000_000).default(1_200).describe('Requests a minute of one address'),
  ratePerKey: wholeNumber(1, 1_000_000).default(6_000).describe('Requests a minute of one key'),
  wrongKeys: wholeNumber(1, 1_000)
    .default(20)
    .describe('Wrong keys that one address may show in ten minutes'),
  proxies: z
    .string()
    .refine((value) => value.split(',').every((each) => isProxy(each.trim())), 'no addresses')
    .optional()
    .describe(
      'Proxies in front, whose word on who asks is taken (X-Forwarded-*): addresses, 10.0.0.0/8, loopback; several by commas',
    ),
  elasticsearchUrl: z
    .string()
    .refine((value) => value.split(',').every((each) => isWebAddress(each.trim())), 'no web addresses')
    .optional()
    .describe(
      'Elasticsearch that keeps the catalogue instead of a file: https://host:9200, several by commas',
    ),
  elasticsearchApiKey: z.string().min(1).optional().describe('Encoded API key of Elasticsearch'),
  elasticsearchCa: z
    .string()
    .min(1)
    .optional()
    .describe("File (PEM) with the certificate of the authority that signed Elasticsearch's"),
  elasticsearchPrefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'lower-case letters, digits and hyphens only')
    .default('huimu')
    .describe('Start of the names of all indices'),
  elasticsearchShards: wholeNumber(1, 64).default(1).describe('Shards of new indices of entries'),
  redisUrl: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis that joins several processes: redis[s]://user:password@host:6379/0'),
  redisCa: z
    .string()
    .min(1)
    .optional()
    .describe("File (PEM) with the certificate of the authority that signed Redis's"),
  healthPort: wholeNumber(0, 65_535)
    .optional()
    .describe(
      'Port at which huimu worker and huimu scheduler tell how they are (/healthz, /readyz, /metrics); 0 takes a free one',
    ),
  historyKept: wholeNumber(1, 10_000)
    .default(100)
    .describe('Records kept of what became of one entry; the newest stay'),
  exportGigabytes: wholeNumber(1, 10_000)
    .default(10)
    .describe('Room for files of exports that wait to be fetched, in the data folder; the oldest go first'),
  snapshots: Schedule.optional().describe(
    'When a snapshot of the day is made, cron in China time (30 5 * * *); never where absent',
  ),
  snapshotFolder: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of snapshots, shared by all processes; in the data folder where absent'),
  noticeKey: z
    .string()
    .min(32)
    .optional()
    .describe(
      'Key from which links in messages and signatures of webhooks are made; one that the catalogue keeps for itself where absent, and that no copy of it has',
    ),
  webhooksInside: z
    .string()
    .refine((value) => value.split(',').every((each) => isWebAddress(each.trim())), 'no web addresses')
    .transform((value) => value.split(',').map((each) => new URL(each.trim()).origin))
    .optional()
    .describe(
      'Origins inside that webhooks may call all the same: https://hooks.example.internal, several by commas; none where absent',
    ),
  smtpUrl: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe(
      'Server that takes our mail: smtp[s]://user:password@host:587; no mail is sent where absent. Needs mailFrom and publicUrl',
    ),
  smtpTls: z
    .enum(['required', 'offered'])
    .default('required')
    .describe('Whether mail goes out where its server offers no TLS: required, or where it is offered'),
  smtpCa: z
    .string()
    .min(1)
    .optional()
    .describe("File (PEM) with the certificate of the authority that signed the mail server's"),
  mailFrom: z.email().optional().describe('Mailbox that messages are from'),
  notice: z
    .string()
    .max(300)
    .optional()
    .describe('A line shown on top of every page: maintenance, a trial, a demonstration'),
  logLevel: z.enum(LOG_LEVELS).default('warn').describe('Least level that is logged'),
});

export type Settings = z.infer<typeof SettingsSchema>;
export type SettingName = keyof Settings;

export const SETTING_NAMES = Object.keys(SettingsSchema.shape) as SettingName[];

/** Values that no message, log or answer may show; each may come from a file (`HUIMU_<NAME>_FILE`). */
export const SECRET_NAMES: ReadonlySet<string> = new Set<SettingName>([
  'adminKey',
  'elasticsearchUrl',
  'elasticsearchApiKey',
  'redisUrl',
  'noticeKey',
  'smtpUrl',
]);

/** `adminKey` → `HUIMU_ADMIN_KEY`. */
export const variableOf = (name: string): string =>
  `HUIMU_${name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
