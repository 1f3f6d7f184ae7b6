/**
 * The country in a process of its own: `node test/sources/main.ts [--seed 1] [--scale 1] [--samples]
 * [--platforms id,id] [--stories]`. One line of JSON on stdout when all servers listen: `{routes, sources, platforms,
 * stories, past}`. Serves until stdin closes or SIGTERM comes; what goes wrong is switched at the hosts'
 * `/-/misbehave/<platform>`, what a platform has no more is told to its `/-/remove/<platform>`.
 */
import { parseArgs } from 'node:util';
import { PLAYABLE, startCountry } from './country.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    scale: { type: 'string', default: '1' },
    samples: { type: 'boolean', default: false },
    platforms: { type: 'string' },
    stories: { type: 'boolean', default: false },
  },
});

const number = (name: 'seed' | 'scale'): number => {
  const value = Number(values[name]);
  if (Number.isFinite(value) && value > 0) return value;
  process.stderr.write(`--${name} 应为正数 / must be a positive number: ${values[name]}\n`);
  process.exit(2);
};

const platforms = values.platforms?.split(',').map((id) => id.trim());
const unknown = platforms?.filter((id) => !PLAYABLE.includes(id)) ?? [];
if (unknown.length > 0) {
  process.stderr.write(`--platforms ${unknown.join(',')}: 没有这个平台 / no such platform\n`);
  process.stderr.write(`  → ${PLAYABLE.join(' ')}\n`);
  process.exit(2);
}

const country = await startCountry({
  seed: number('seed'),
  scale: number('scale'),
  samples: values.samples,
  stories: values.stories,
  ...(platforms === undefined ? {} : { platforms }),
});
const { routes, sources, platforms: played, stories, past } = country;
process.stdout.write(`${JSON.stringify({ routes, sources, platforms: played, stories, past })}\n`);

const stop = () => {
  void country.close().then(() => process.exit(0));
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
process.stdin.once('end', stop).once('close', stop).resume();
