/** How much of what ought to be there is there: by kind and province, against figures with their documents. */
import { type Baseline, baselines } from '../../config/baseline.ts';
import { CodedError } from '../../config/errors/errors.ts';
import { COUNTRY, isWithin, parentOf, region, regions } from '../../config/regions.ts';
import { MODES } from '../../config/registry/modes.ts';
import { SOURCE_KINDS, type Source } from '../../config/registry/source.ts';
import { SOURCE_STATES, type SourceStanding } from '../../config/registry/source-states.ts';
import { termName } from '../../config/vocabularies.ts';
import { regionLabel, wordsFor } from '../../config/words.ts';
import type { ApiContext } from '../context.ts';
import type { Coverage, Tally } from '../schemas/figures/coverage.ts';
import { type Held, heldIn, NOTHING } from './harvest/held.ts';
import { type Standing, standings, stateOf } from './harvest/source.ts';

export interface Asked {
  /** Ids of figures to hold the kinds against; the default ones of the kinds not named. */
  baseline?: readonly string[];
  /** Only the catalogues of this place; the country where absent. */
  region?: string;
}

interface Stood {
  source: Source;
  state: SourceStanding;
  standing: Standing;
}

/** As of now. Throws `request.invalid` for a figure or a region that does not exist. */
export async function coverageAnswer(context: ApiContext, asked: Asked): Promise<Coverage> {
  const [standingOf, held] = await Promise.all([
    standings(context),
    heldIn(context.catalogue, asked.region ?? COUNTRY),
  ]);
  return coverageOf(context.sources.values(), standingOf, asked, held, Date.now());
}

function coverageOf(
  sources: Iterable<Source>,
  standingOf: (source: string) => Standing,
  { baseline = [], region: within = COUNTRY }: Asked,
  held: Held,
  now: number,
): Coverage {
  if (region(within) === undefined) throw new CodedError('request.invalid', `region=${within}`);
  const stood: Stood[] = [];
  for (const source of sources) {
    if (!isWithin(source.region, within)) continue;
    const standing = standingOf(source.id);
    stood.push({ source, standing, state: stateOf(source, standing, now) });
  }
  const chosen = chosenOf(baseline, within);
  const kinds = SOURCE_KINDS.map((kind) => {
    const rows = stood.filter(({ source }) => source.kind === kind);
    const figure = chosen.find((each) => each.kind === kind);
    return {
      kind,
      label: wordsFor('sourceKind', kind),
      ...tallyOf(rows),
      baseline: figure === undefined ? null : figureOf(figure),
      unnamed: figure === undefined ? null : unnamedOf(figure, rows),
    };
  });
  const byProvince = Map.groupBy(stood, ({ source }) => region(source.region)?.province ?? COUNTRY);
  const provinces = [...byProvince]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([code, rows]) => ({
      province: code,
      label: regionLabel(code),
      ...tallyOf(rows),
      kinds: SOURCE_KINDS.map((kind) => ({
        kind,
        ...tallyOf(rows.filter(({ source }) => source.kind === kind)),
      })).filter(({ known }) => known > 0),
    }));
  const modes = MODES.map((mode) => ({
    mode,
    label: termName('modes', mode),
    ...tallyOf(stood.filter(({ source }) => source.mode === mode)),
    holds: held.modes.get(mode) ?? NOTHING,
  }));
  return {
    region: within,
    modes,
    places: placesIn(within, stood, held),
    holds: held.total,
    total: tallyOf(stood),
    kinds,
    provinces,
    baselines: baselines().map(figureOf),
    at: new Date(now).toISOString(),
  };
}

/** Each place right below, and what of the place itself lies in none of them. */
function placesIn(within: string, stood: readonly Stood[], held: Held): Coverage['places'] {
  const rows = Map.groupBy(stood, ({ source }) => below(source.region, within));
  const expected = regions().filter(
    ({ code, level, name }) =>
      (level === 'province' || level === 'city') && !UNNAMED.test(name) && parentOf(code)?.code === within,
  );
  const codes = new Set([...expected.map(({ code }) => code), ...held.places.keys(), ...rows.keys()]);
  return [...codes].sort().flatMap((code) => {
    const place = region(code);
    if (place === undefined) return [];
    return [
      {
        region: code,
        label: regionLabel(code),
        level: place.level,
        ...tallyOf(rows.get(code) ?? []),
        holds: held.places.get(code) ?? NOTHING,
      },
    ];
  });
}

/** Rows of the table of regions that are no place. */
const UNNAMED = /直辖县级行政区划$/;

/** The place right below `within` that it is or lies in; `within` itself where it is that. */
export function below(code: string, within: string): string {
  for (let at = region(code); at !== undefined; at = parentOf(at.code))
    if (at.code === within || parentOf(at.code)?.code === within) return at.code;
  return within;
}

/** One figure a kind. A figure of one province says nothing of another place, nor of the country. */
function chosenOf(asked: readonly string[], within: string): Baseline[] {
  const all = baselines();
  const named = asked.map((id) => {
    const figure = all.find((each) => each.id === id);
    if (figure === undefined)
      throw new CodedError('request.invalid', `baseline=${id}`, {
        hint: all.map((each) => each.id).join(', '),
      });
    return figure;
  });
  const here = all.filter((each) => (each.region ?? COUNTRY) === within);
  return SOURCE_KINDS.flatMap((kind) => {
    const own = here.filter((each) => each.kind === kind);
    const figure = named.find((each) => each.kind === kind) ?? own.find((each) => each.default) ?? own.at(-1);
    return figure === undefined ? [] : [figure];
  });
}

/** Of a figure, how many no row names; null where the document gives no number. A figure of provinces alone is held against theirs. */
function unnamedOf({ counts }: Baseline, rows: readonly Stood[]): number | null {
  if (counts.total === undefined) return null;
  const ofProvinces = counts.provincial === counts.total;
  const named = rows.filter(({ source }) => !ofProvinces || region(source.region)?.level === 'province');
  return Math.max(0, counts.total - named.length);
}

function tallyOf(rows: readonly Stood[]): Tally {
  const sum = (of: (row: Stood) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const states = Object.fromEntries(
    SOURCE_STATES.map((state) => [state, rows.filter((row) => row.state === state).length]),
  ) as Tally['states'];
  return {
    known: rows.length,
    configured: sum(({ source }) => (source.harvest === undefined ? 0 : 1)),
    harvested: sum(({ standing }) => (standing.state?.lastGood ? 1 : 0)),
    states,
    entries: sum(({ standing }) => standing.counts?.entries ?? 0),
    resources: sum(({ standing }) => standing.counts?.resources ?? 0),
  };
}

const figureOf = ({ id, kind, date, region: of, title, document, counts }: Baseline) => ({
  id,
  kind,
  date,
  region: of ?? COUNTRY,
  label: title,
  document,
  total: counts.total ?? null,
  provincial: counts.provincial ?? null,
  city: counts.city ?? null,
});
