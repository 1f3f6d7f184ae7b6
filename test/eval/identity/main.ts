/**
 * How right the identity of entries is over the labelled pairs, and what resources come of all sample rows.
 * `npm run eval:identity [-- --clusters 50] [-- --missed]`
 */
import { parseArgs } from 'node:util';
import { type IdentityMember, mostHolders } from '../../../normalizer/identity.ts';
import { weigh } from '../../../normalizer/resolve.ts';
import { shared } from '../../shared.ts';
import {
  BASELINES,
  entryId,
  labelledPairs,
  type Pair,
  precision,
  recall,
  type Score,
  score,
} from './pairs.ts';
import { sampleEntries } from './sample-entries.ts';

const { values } = parseArgs({
  options: { clusters: { type: 'string', default: '50' }, missed: { type: 'boolean', default: false } },
});

/** The rules were first written for these provinces' pairs; the others say how they fare elsewhere. */
const FIRST = /^(?:jiangsu|guizhou)/;

const figure = (value: number): string => (Number.isNaN(value) ? '    –' : value.toFixed(3));
const line = (name: string, counts: Score): string =>
  `${name.padEnd(44)} precision ${figure(precision(counts))}  recall ${figure(recall(counts))}  (right ${counts.right}, wrong ${counts.wrong}, missed ${counts.missed})`;

const folder = shared('platforms');
const pairs = labelledPairs();
if (folder === undefined || pairs === undefined) {
  console.error('The reference material is not there: nothing was measured');
  process.exit(2);
}

let began = performance.now();
const titles = new Map<string, string>();
const members: IdentityMember[] = [];
const entryOf = new Map<string, string>();
for (const { entry, member, lines } of sampleEntries(folder)) {
  for (const each of lines) entryOf.set(each, entry.id);
  titles.set(entry.id, `${entry.title} · ${entry.publisher?.name ?? '?'} · ${entry.issued ?? '?'}`);
  members.push(member);
}
console.log(`${members.length} entries read in ${Math.round(performance.now() - began)} ms`);
began = performance.now();
const holders = new Map<string, number>();
for (const { keys } of members) for (const key of keys) holders.set(key, (holders.get(key) ?? 0) + 1);
const isTooCommon = (key: string): boolean => (holders.get(key) as number) > mostHolders(key);
const { groups, links } = weigh(
  members.map((member) => ({ ...member, keys: member.keys.filter((key) => !isTooCommon(key)) })),
);
console.log(`${[...holders.keys()].filter(isTooCommon).length} keys too common to say anything`);
console.log(`resolved in ${Math.round(performance.now() - began)} ms into ${groups.length} resources`);
const groupOf = new Map(groups.flatMap(({ id, members: ids }) => ids.map((each) => [each, id])));

const isSame = ({ a, b }: Pair): boolean => {
  const [one, other] = [a, b].map((side) => groupOf.get(entryOf.get(entryId(side)) ?? ''));
  return one !== undefined && one === other;
};
const isFirst = ({ a, b }: Pair): boolean => FIRST.test(a.platform) || FIRST.test(b.platform);

for (const [part, chosen] of [
  ['all pairs', pairs],
  ['Jiangsu and Guizhou', pairs.filter(isFirst)],
  ['all other provinces', pairs.filter((pair) => !isFirst(pair))],
] as const) {
  console.log(`\n${part}: ${chosen.length}`);
  console.log(line('identity', score(chosen, isSame)));
  for (const [name, rule] of Object.entries(BASELINES)) console.log(line(`  ${name}`, score(chosen, rule)));
}
console.log('\nby kind');
for (const [kind, chosen] of [...Map.groupBy(pairs, (pair) => pair.kind)].sort()) {
  console.log(line(`  ${kind}: ${chosen.length}`, score(chosen, isSame)));
}
if (values.missed) {
  for (const pair of pairs.filter((each) => isSame(each) !== (each.label === 'duplicate'))) {
    console.log(`${pair.label} ${pair.kind}`);
    for (const side of [pair.a, pair.b]) console.log(`   ${entryId(side)}  ${titles.get(entryId(side))}`);
  }
}

console.log('\ngrounds of links');
const grounds = Map.groupBy(links, (each) => each.grounds.join('+'));
for (const [name, of] of [...grounds].sort((a, b) => b[1].length - a[1].length)) {
  console.log(`  ${name}: ${of.length}`);
}
console.log('\nresources by number of entries');
for (const [size, of] of [...Map.groupBy(groups, (group) => group.members.length)].sort(
  (a, b) => a[0] - b[0],
)) {
  console.log(`  ${size}: ${of.length}`);
}
const largest = groups.toSorted((a, b) => b.members.length - a.members.length);
for (const { members: ids, lead } of largest.slice(0, Number(values.clusters))) {
  console.log(`\n${ids.length} × ${titles.get(lead)}`);
  for (const id of ids.slice(0, 8)) console.log(`   ${id}  ${titles.get(id)}`);
}
