/**
 * Settings of one installation, from the environment (`HUIMU_*`) over an optional YAML file (`HUIMU_CONFIG`, or
 * `huimu.yaml` where the command is run) over defaults. What is wrong is said by variable, with what is allowed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CodedError } from './errors.ts';
import { Schedule } from './schedule.ts';

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

const isWebAddress = (text: string): boolean => /^https?:$/.test(URL.parse(text)?.protocol ?? '');

/** Name in YAML and in the program; `HUIMU_` and the name in capitals in the environment. */
export const SettingsSchema = z.strictObject({
  data: z.string().min(1).default('data').describe('Folder in which the catalogue is kept'),
  host: z.string().min(1).default('127.0.0.1').describe('Address that the server listens at'),
  port: wholeNumber(0, 65_535).default(8080).describe('Port that the server listens at; 0 takes a free one'),
  contact: z
    .union([z.email(), z.url({ protocol: /^https?$/ })], 'neither a mailbox nor a web address')
    .optional()
    .describe('Mailbox or page of the people who harvest, said in the User-Agent'),
  schedule: Schedule.default('0 3 * * *').describe('Default schedule, cron in China time'),
  parallel: wholeNumber(1, 64).default(4).describe('Runs at one time'),
  routes: Pairs.default({}).describe('Origins asked elsewhere: https://a.gov.cn=http://127.0.0.1:9000,…'),
  sources: z
    .string()
    .min(1)
    .optional()
    .describe('Folder of the source files; the built-in ones where absent'),
  adminKey: z.string().min(16).optional().describe('Key that starting and stopping needs'),
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
  notice: z
    .string()
    .max(300)
    .optional()
    .describe('A line shown on top of every page: maintenance, a trial, a demonstration'),
  logLevel: z.enum(LOG_LEVELS).default('warn').describe('Least level that is logged'),
});

export type Settings = z.infer<typeof SettingsSchema>;
type Name = keyof Settings;

const NAMES = Object.keys(SettingsSchema.shape) as Name[];
/** Values that no message, log or answer may show. */
const SECRET: ReadonlySet<string> = new Set<Name>([
  'adminKey',
  'elasticsearchUrl',
  'elasticsearchApiKey',
  'redisUrl',
]);

/** `adminKey` → `HUIMU_ADMIN_KEY`. */
export const variableOf = (name: string): string =>
  `HUIMU_${name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;

const VARIABLES = new Map(NAMES.map((name) => [variableOf(name), name]));
/** Read elsewhere: the file itself, and test material. */
const OTHER_VARIABLES: ReadonlySet<string> = new Set(['HUIMU_CONFIG', 'HUIMU_SHARED', 'HUIMU_CHROMIUM']);

export interface SettingsSources {
  environment: Record<string, string | undefined>;
  /** Folder that relative paths start from, and in which `huimu.yaml` is looked for. */
  folder: string;
  /** Given on the command line: over everything else. */
  overrides?: Partial<Settings>;
}

/** The settings, checked. Throws `config.invalid`, naming the variable or the file's key, and what is allowed. */
export function loadSettings({ environment, folder, overrides = {} }: SettingsSources): Settings {
  const { file, values: fromFile } = readFile(environment.HUIMU_CONFIG, folder);
  const fromEnvironment: Record<string, string> = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('HUIMU_') || OTHER_VARIABLES.has(variable) || value === undefined) continue;
    const name = VARIABLES.get(variable);
    if (name === undefined) {
      throw new CodedError('config.invalid', `${variable}: 没有这个设置 / no such setting`, {
        hint: `可用的设置 / known settings: ${[...VARIABLES.keys(), ...OTHER_VARIABLES].join(', ')}`,
      });
    }
    if (value !== '') fromEnvironment[name] = value;
  }
  const given = { ...fromFile, ...fromEnvironment, ...defined(overrides) };
  const checked = SettingsSchema.safeParse(given);
  if (!checked.success) {
    throw explain(checked.error.issues[0] as z.core.$ZodIssue, given, (name) => {
      if (name in overrides) return `--${name}`;
      return name in fromEnvironment || !(name in fromFile) ? variableOf(name) : `${file}: ${name}`;
    });
  }
  return { ...checked.data, data: resolve(folder, checked.data.data) };
}

function defined<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function readFile(named: string | undefined, folder: string) {
  const file = resolve(folder, named || 'huimu.yaml');
  if (!named && !existsSync(file)) return { file, values: {} };
  try {
    const values = z.record(z.string(), z.unknown()).parse(parse(readFileSync(file, 'utf8')) ?? {});
    return { file, values };
  } catch (error) {
    const reason = error instanceof z.ZodError ? '应为键值 / a map is expected' : (error as Error).message;
    throw new CodedError('config.invalid', `${file}: ${reason}`, {
      hint: named
        ? '请检查 HUIMU_CONFIG 所指文件 / check the file that HUIMU_CONFIG names'
        : '请改正或移走该文件 / mend the file or take it away',
      cause: error,
    });
  }
}

function explain(
  issue: z.core.$ZodIssue,
  given: Record<string, unknown>,
  placeOf: (name: string) => string,
): CodedError {
  if (issue.code === 'unrecognized_keys') {
    return new CodedError(
      'config.invalid',
      `${placeOf(issue.keys[0] ?? '')}: 没有这个设置 / no such setting`,
      {
        hint: `可用的设置 / known settings: ${NAMES.join(', ')}`,
      },
    );
  }
  const name = String(issue.path[0] ?? '');
  const value = SECRET.has(name) ? '***' : JSON.stringify(given[name]);
  const meaning = SettingsSchema.shape[name as Name]?.description ?? '';
  return new CodedError('config.invalid', `${placeOf(name)} = ${value}: ${issue.message}`, {
    hint: `${name}: ${meaning}`,
  });
}

/** The settings as a log line may show them. */
export function shownSettings(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, SECRET.has(name) && value ? '***' : value]),
  );
}

/** Only this machine can reach a server that listens there. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
