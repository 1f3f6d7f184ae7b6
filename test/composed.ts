/** compose.yaml and the Dockerfile as an installation reads them. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export const file = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

type Mount = string | { source: string; target: string };
export interface Service {
  image: string;
  command?: string | string[];
  environment?: Record<string, string>;
  secrets?: Mount[];
  volumes?: string[];
  networks?: string[];
  user?: string;
  privileged?: boolean;
  read_only?: boolean;
  stop_grace_period?: string;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}
export interface Composed {
  services: Record<string, Service>;
  networks: Record<string, unknown>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}

/** With its variables put in as compose does: `${NAME:-default}`, `${NAME:?why}`, and `$$` for `$`. */
export function composed(variables: Record<string, string> = {}): Composed {
  const put = (text: string): string =>
    text.replace(
      /\$(?:\$|\{(\w+)(?::([-?])([^}]*))?\})/g,
      (all, name?: string, kind?: string, rest?: string) => {
        if (name === undefined) return '$';
        const value = variables[name] || (kind === '-' ? rest : undefined);
        if (value === undefined) throw new Error(`${all} is not set`);
        return value;
      },
    );
  const read = parse(file('compose.yaml'), { merge: true }) as Composed;
  return JSON.parse(JSON.stringify(read), (_, value: unknown) =>
    typeof value === 'string' ? put(value) : value,
  );
}

/** Where a service finds its secrets → the file's name in ./secrets. */
export const secretsOf = (service: Service): Map<string, string> =>
  new Map(
    (service.secrets ?? []).map((mount) =>
      typeof mount === 'string' ? [`/run/secrets/${mount}`, mount] : [mount.target, mount.source],
    ),
  );

/** The instructions of a Dockerfile, continued lines joined, comments left out. */
export const instructions = (): { word: string; rest: string }[] =>
  file('Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, word = '', rest = ''] = /^(\w+)\s+(.*)$/.exec(line) ?? [];
      return { word, rest };
    });
