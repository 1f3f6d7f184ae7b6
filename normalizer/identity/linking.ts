/**
 * Which entries of one title in one place are one thing, and why. Each step looks at how things stood before it, so that
 * order makes no difference; what is ambiguous stays apart.
 */
import { type IdentityMember, sourceOf } from '../identity.ts';
import type { Joining } from '../joining.ts';
import { conflict, isNotice, LIKENESSES, likeness } from './likeness.ts';

/** Why two offers were taken for one thing. */
export const GROUNDS = [
  'decided',
  'native-id',
  ...LIKENESSES,
  'two-forms',
  'office-elsewhere',
  'collector',
  'city-unnamed',
] as const;
export type Ground = (typeof GROUNDS)[number];

export interface Link {
  /** Entry ids, the smaller first. */
  between: [string, string];
  grounds: Ground[];
}

type Cluster = IdentityMember[];

/** The resource that a member was found to be of, where nothing has changed by which it would be alike to others of then. */
export type Standing = (member: IdentityMember) => string | undefined;

/** A title's holders in one place, registrations left out. With `standing`, of the pairs that are alike enough are told. */
export function linkTitles(blocks: IdentityMember[][], joining: Joining, standing?: Standing): Link[] {
  const links = alike(blocks, joining, standing);
  for (const step of [twoForms, elsewhere, collected]) {
    const before = joining.snapshot();
    const found = blocks.flatMap((block) => step(block, before));
    for (const { between } of found) joining.join(between);
    links.push(...found);
  }
  const before = joining.snapshot();
  const found = unnamedCities(blocks, before);
  for (const { between } of found) joining.join(between);
  return [...links, ...found];
}

export function link(one: IdentityMember, other: IdentityMember, grounds: Ground[]): Link {
  return { between: one.id < other.id ? [one.id, other.id] : [other.id, one.id], grounds };
}

const isUnplaced = ({ office }: IdentityMember): boolean => office?.endsWith('@?') === true;
const serves = (one: IdentityMember, other: IdentityMember): boolean =>
  one.office === other.office || (!isUnplaced(one) && !isUnplaced(other) && one.collects !== other.collects);

/**
 * Registered again, copied, or taken over by who collects: the same description, data items or volume. All pairs, or
 * with `standing` as many as join the same members: who is joined already is not compared again, nor who was found to be
 * of two resources.
 */
function alike(blocks: IdentityMember[][], joining: Joining, standing?: Standing): Link[] {
  const links: Link[] = [];
  const before = standing === undefined ? joining.snapshot() : joining;
  for (const block of blocks) {
    const lasting = block.filter((member) => !isNotice(member));
    const stand = lasting.map((member) => standing?.(member));
    for (let at = 0; at < lasting.length; at += 1) {
      const one = lasting[at] as IdentityMember;
      for (let next = at + 1; next < lasting.length; next += 1) {
        const other = lasting[next] as IdentityMember;
        if (stand[at] !== undefined && stand[next] !== undefined && stand[at] !== stand[next]) continue;
        if (!serves(one, other)) continue;
        if (before.of(one.id) === before.of(other.id) || conflict(one, other)) continue;
        const grounds = likeness(one, other);
        if (grounds.length === 0) continue;
        const found = link(one, other, grounds);
        joining.join(found.between);
        links.push(found);
      }
    }
  }
  return links;
}

/** In one source, of one office: exactly one that is no interface and one that is nothing else. */
function twoForms(block: IdentityMember[], before: Joining): Link[] {
  const ofOffice = block.filter(({ office }) => office !== undefined);
  const together = Map.groupBy(ofOffice, (member) => `${sourceOf(member)} ${member.office}`);
  return [...together.values()].flatMap((members) => {
    const [one, other, ...more] = clustersOf(members, before);
    if (one === undefined || other === undefined || more.length > 0) return [];
    const areForms = interfaces(one) !== interfaces(other) && [one, other].some(interfaces);
    return areForms ? joined(one, other, 'two-forms') : [];
  });
}

const interfaces = (cluster: Cluster): boolean => cluster.every(({ kind }) => kind === 'api');

/** The same office in the same place in several sources, in each of them once. */
function elsewhere(block: IdentityMember[], before: Joining): Link[] {
  const ofOffice = block.filter((member) => member.office !== undefined && !isUnplaced(member));
  return [...Map.groupBy(ofOffice, ({ office }) => office).values()].flatMap((members) => {
    const [first, ...others] = clustersOf(members, before);
    if (first === undefined || others.length === 0 || repeats([first, ...others])) return [];
    return others.flatMap((other) => joined(first, other, 'office-elsewhere'));
  });
}

/** Whether some source has two of them. */
function repeats(clusters: Cluster[]): boolean {
  const sources = clusters.flatMap((cluster) => [...new Set(cluster.map(sourceOf))]);
  return new Set(sources).size < sources.length;
}

/** One office whose it is, and one that collects: they mean the same, as there is nothing else of that title there. */
function collected(block: IdentityMember[], before: Joining): Link[] {
  const clusters = clustersOf(
    block.filter((member) => member.office !== undefined && !isUnplaced(member)),
    before,
  );
  const [one, other, ...more] = clusters;
  if (one === undefined || other === undefined || more.length > 0) return [];
  const collects = (cluster: Cluster) => cluster.every((member) => member.collects);
  return collects(one) === collects(other) ? [] : joined(one, other, 'collector');
}

/** What a province lists of a city's office without saying which city's: the only one there is, or the only one alike. */
function unnamedCities(blocks: IdentityMember[][], before: Joining): Link[] {
  const seekers = Map.groupBy(
    blocks.flatMap((block) => block.filter(isUnplaced).map((seeker) => ({ seeker, block }))),
    ({ seeker }) => before.of(seeker.id),
  );
  return [...seekers.values()].flatMap((found) => {
    const seeker = (found[0] as (typeof found)[0]).seeker;
    const purpose = seeker.office?.slice(0, -1);
    const open = new Map<string, IdentityMember>();
    for (const { block } of found) {
      const rivals = block.filter((each) => isUnplaced(each) && each.office === seeker.office);
      // Of several such it is not clear which is which city's.
      if (new Set(rivals.map(({ id }) => before.of(id))).size > 1) return [];
      for (const each of block) {
        if (isUnplaced(each) || each.office?.startsWith(purpose as string) !== true) continue;
        if (!each.office.endsWith(each.place) || conflict(seeker, each)) continue;
        const known = open.get(before.of(each.id));
        if (known === undefined || each.id < known.id) open.set(before.of(each.id), each);
      }
    }
    const candidates = [...open.values()];
    const like = candidates.filter((each) => likeness(seeker, each).length > 0);
    const [only, ...more] = like.length > 0 ? like : candidates;
    if (only === undefined || more.length > 0) return [];
    return [link(seeker, only, ['city-unnamed', ...likeness(seeker, only)])];
  });
}

function clustersOf(members: IdentityMember[], before: Joining): Cluster[] {
  return [...Map.groupBy(members, ({ id }) => before.of(id)).values()];
}

/** By the first of each, unless any two of them are at odds. */
function joined(one: Cluster, other: Cluster, ground: Ground): Link[] {
  if (one.some((each) => other.some((against) => conflict(each, against)))) return [];
  const first = (cluster: Cluster) => cluster.reduce((least, each) => (each.id < least.id ? each : least));
  return [link(first(one), first(other), [ground])];
}
