/** What operators are told (docs/operations.md, docs/alarms.yaml), held to the program: figures, settings, commands. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSettings } from '../config/settings/settings.ts';
import { readExposition } from './api/exposition.ts';
import { install } from './api/installation.ts';
import { run as huimu } from './cli/command.ts';
import { file } from './composed.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

describe('what operators are told', () => {
  const document = file('docs/operations.md');
  interface Rule {
    alert: string;
    expr: string;
    for: string;
    labels: { severity: string };
    annotations: { summary: string };
  }
  const rules = (parse(file('docs/alarms.yaml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
    (group) => group.rules,
  );

  it('is of figures that there are', async () => {
    const installation = await install([], { healthPort: 0 });
    const { body } = await installation.server.inject('/metrics');
    await installation.close();
    const metrics = [...readExposition(body).keys()];
    const known = new Set([...metrics, 'up']);
    for (const { alert, expr } of rules) {
      const named = expr.replace(/"[^"]*"|\{[^}]*\}|\[[^\]]*\]|by \([^)]*\)/g, ' ').match(/[a-z]\w*/g) ?? [];
      const functions = new Set([
        'sum',
        'max',
        'min',
        'rate',
        'increase',
        'absent',
        'time',
        'max_over_time',
        'or',
        'and',
        'e9',
      ]);
      for (const name of named) if (!functions.has(name)) expect([...known], alert).toContain(name);
    }
    for (const name of document.match(/`(huimu|nodejs|process)_\w+`/g) ?? [])
      expect(metrics).toContain(name.slice(1, -1));
    for (const name of metrics.filter((each) => each.startsWith('huimu_')))
      expect(document, name).toContain(`\`${name}\``);
  });

  it('has every alarm in the table of what to do', () => {
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
    for (const rule of rules) {
      expect(document, rule.alert).toContain(`\`${rule.alert}\``);
      expect(rule.for).toMatch(/^\d+[mh]$/);
      expect(['critical', 'warning', 'info']).toContain(rule.labels.severity);
      expect(rule.annotations.summary).toBeTruthy();
    }
    for (const name of document.match(/`Huimu[A-Z]\w+`/g) ?? [])
      expect(rules.map(({ alert }) => `\`${alert}\``)).toContain(name);
  });

  it('names settings, commands and files that there are', async () => {
    const variables = new Set(document.match(/HUIMU_[A-Z_]+/g));
    for (const variable of variables) {
      if (variable === 'HUIMU_CONFIG') continue;
      const name = variable.replace(/_FILE$/, '');
      const message = (() => {
        try {
          loadSettings({ environment: { [name]: '\u0000' }, folder: root });
        } catch (error) {
          return (error as Error).message;
        }
        return '';
      })();
      expect(message, variable).not.toContain('no such setting');
    }
    const { stdout } = await huimu(['--help']);
    for (const [, command] of document.matchAll(
      /\bhuimu (serve|worker|scheduler|harvest|reindex|replay)\b/g,
    )) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
    for (const [, path = ''] of document.matchAll(/\]\(([\w./-]+)\)/g))
      expect(globSync(join('docs', path), { cwd: root }), path).toHaveLength(1);
  });
});
