/**
 * Settings of one installation, from the environment (`HUIMU_*`) over an optional YAML file (`HUIMU_CONFIG`, or
 * `huimu.yaml` where the command is run) over defaults; secrets from files as well (`HUIMU_ADMIN_KEY_FILE`). What is
 * wrong is said by variable, with what is allowed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { CodedError } from '../errors/errors.ts';
import { parseYaml } from '../text/yaml.ts';
import { readSecret, SECRET_FILES } from './secret-files.ts';
import {
  SECRET_NAMES,
  SETTING_NAMES,
  type SettingName,
  type Settings,
  SettingsSchema,
  variableOf,
} from './settings-schema.ts';

export { type Settings, SettingsSchema, variableOf };

const VARIABLES = new Map(SETTING_NAMES.map((name) => [variableOf(name), name]));
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
    const secret = SECRET_FILES.get(variable);
    if (secret !== undefined) {
      if (value !== '') fromEnvironment[secret] = readSecret(secret, value, environment, folder);
      continue;
    }
    const name = VARIABLES.get(variable);
    if (name === undefined) {
      throw new CodedError('config.invalid', `${variable}: 没有这个设置 / no such setting`, {
        hint: `可用的设置 / known settings: ${[...VARIABLES.keys(), ...SECRET_FILES.keys(), ...OTHER_VARIABLES].join(', ')}`,
      });
    }
    if (value !== '') fromEnvironment[name] = value;
  }
  const given = { ...fromFile, ...fromEnvironment, ...defined(overrides) };
  const checked = SettingsSchema.safeParse(given);
  if (!checked.success) {
    throw explain(checked.error.issues[0] as z.core.$ZodIssue, given, (name) => {
      if (name in overrides) return `--${name}`;
      if (!(name in fromEnvironment) && name in fromFile) return `${file}: ${name}`;
      const variable = variableOf(name);
      return environment[`${variable}_FILE`] ? `${variable}_FILE` : variable;
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
    const values = z.record(z.string(), z.unknown()).parse(parseYaml(readFileSync(file, 'utf8')) ?? {});
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
        hint: `可用的设置 / known settings: ${SETTING_NAMES.join(', ')}`,
      },
    );
  }
  const name = String(issue.path[0] ?? '');
  const value = SECRET_NAMES.has(name) ? '***' : JSON.stringify(given[name]);
  const meaning = SettingsSchema.shape[name as SettingName]?.description ?? '';
  return new CodedError('config.invalid', `${placeOf(name)} = ${value}: ${issue.message}`, {
    hint: `${name}: ${meaning}`,
  });
}

/** The settings as a log line may show them. */
export function shownSettings(settings: Settings): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, SECRET_NAMES.has(name) && value ? '***' : value]),
  );
}

/** Only this machine can reach a server that listens there. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
