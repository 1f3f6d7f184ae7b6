/**
 * The European Metadata Quality Assessment of the same entry, so that figures compare: data.europa.eu, "Metadata quality
 * assessment methodology", https://data.europa.eu/mqa/methodology (the indicators and points also in
 * https://github.com/mjanez/ckan-mqa): findability 100, accessibility 100, interoperability 110, reusability 75,
 * contextuality 20, in all 405; 351 and more is Excellent, 221 Good, 121 Sufficient.
 *
 * Read on an entry as it would stand in DCAT-AP. As there, of several distributions the best counts for interoperability.
 * Compliance with DCAT-AP is that of its mandatory properties: title and description of the dataset, accessURL of each
 * distribution (a download address stands for it). The two indicators of status codes count where an address was asked and
 * works; there the MQA asks every address, we a sample.
 */
import {
  INDICATORS,
  MACHINE_READABLE,
  MQA_DIMENSIONS,
  type MqaBand,
  type MqaDimension,
  mqaBandOf,
  PROPRIETARY,
} from '../../config/quality/quality.ts';
import type { Distribution, Entry } from '../entry.ts';
import type { Checked } from './links.ts';
import { isKnownFormat } from './usability.ts';

type Has = (entry: Entry, distribution: Distribution | undefined) => boolean;

/** Forms of offering that are no file types, and in no authority's list. */
const NO_FILE_TYPE = new Set(['api', 'table', 'vector', 'raster', 'mapgis']);
const fileType = (distribution: Distribution | undefined): string | undefined =>
  isKnownFormat(distribution?.format) && !NO_FILE_TYPE.has(distribution.format)
    ? distribution.format
    : undefined;

const isCompliant = ({ description, distributions }: Entry): boolean =>
  description !== undefined &&
  distributions.every(({ accessUrl, downloadUrl }) => (accessUrl ?? downloadUrl) !== undefined);

const STATED: Record<string, Has> = {
  keyword: ({ keywords }) => keywords.length > 0,
  category: ({ dcatThemes }) => dcatThemes.length > 0,
  spatial: () => true,
  temporal: ({ temporal }) => temporal?.start !== undefined || temporal?.end !== undefined,
  'download-url': ({ distributions }) => distributions.some(({ downloadUrl }) => downloadUrl !== undefined),
  format: (_, distribution) => distribution?.format !== undefined,
  'media-type': (_, distribution) => distribution?.mediaType !== undefined,
  'format-vocabulary': (_, distribution) => fileType(distribution) !== undefined,
  'non-proprietary': (_, distribution) => {
    const type = fileType(distribution);
    return type !== undefined && !PROPRIETARY.has(type);
  },
  'machine-readable': (_, distribution) => {
    const type = fileType(distribution);
    return type !== undefined && MACHINE_READABLE.has(type);
  },
  'dcat-ap': isCompliant,
  license: ({ license }) => license !== undefined,
  'license-vocabulary': ({ license }) => license !== undefined && license.code !== null,
  'access-rights': ({ accessRights }) => accessRights !== undefined,
  // Ours are the three of the EU's authority table.
  'access-rights-vocabulary': ({ accessRights }) => accessRights !== undefined,
  'contact-point': ({ contact }) => contact?.phone !== undefined || contact?.email !== undefined,
  publisher: ({ publisher, holder }) => (publisher ?? holder) !== undefined,
  rights: ({ openness, sharing }) => (openness?.conditions ?? sharing?.conditions) !== undefined,
  'byte-size': ({ distributions }) => distributions.some(({ byteSize }) => byteSize !== undefined),
  issued: ({ issued }) => issued !== undefined,
  modified: ({ modified }) => modified !== undefined,
};

const isOfFormat = new Set([
  'format',
  'media-type',
  'format-vocabulary',
  'non-proprietary',
  'machine-readable',
]);
const stated = INDICATORS.filter(({ needs }) => needs === undefined);
const whole = stated.filter(({ code }) => !isOfFormat.has(code));
const perDistribution = stated.filter(({ code }) => isOfFormat.has(code));

const met = (of: typeof stated, entry: Entry, distribution?: Distribution): typeof stated =>
  of.filter(({ code }) => STATED[code]?.(entry, distribution) === true);
const sumOf = (of: typeof stated): number => of.reduce((sum, { points }) => sum + points, 0);

interface Best {
  points: number;
  /** Codes of the indicators that it meets. */
  codes: string;
  distribution: Distribution | undefined;
}

/** The distribution with the most points, of equals always the same; none where there is none. */
function best(entry: Entry): Best {
  let found: Best = { points: 0, codes: '', distribution: undefined };
  for (const distribution of entry.distributions) {
    const meets = met(perDistribution, entry, distribution);
    const [points, codes] = [sumOf(meets), meets.map(({ code }) => code).join(' ')];
    if (points > found.points || (points === found.points && codes > found.codes))
      found = { points, codes, distribution };
  }
  return found;
}

/** Most that an entry can have without asking an address. */
export const MQA_STATED = sumOf(stated);
export const MQA_MOST = sumOf([...INDICATORS]);

/** Points without those of status codes: 0–`MQA_STATED`. */
export const mqaStated = (entry: Entry): number =>
  pointsOf(whole, entry) +
  entry.distributions.reduce((most, each) => Math.max(most, pointsOf(perDistribution, entry, each)), 0);

/** As `sumOf(met(…))`; it is asked for every entry that is written. */
function pointsOf(of: typeof stated, entry: Entry, distribution?: Distribution): number {
  let sum = 0;
  for (const { code, points } of of) if (STATED[code]?.(entry, distribution) === true) sum += points;
  return sum;
}

export interface MqaFinding {
  code: string;
  dimension: MqaDimension;
  property: string;
  points: number;
  of: number;
}

export interface Mqa {
  /** 0–405. */
  points: number;
  band: MqaBand;
  dimensions: Record<MqaDimension, { points: number; of: number }>;
  findings: MqaFinding[];
}

/** The whole of it, with what asking its addresses showed. */
export function mqaOf(entry: Entry, checked: readonly Checked[]): Mqa {
  const works = new Set(checked.filter(({ state }) => state === 'works').map(({ url }) => url));
  const answers = (url: string | undefined): boolean => url !== undefined && works.has(url);
  const asked: Record<string, boolean> = {
    'access-url-status': entry.distributions.some(({ accessUrl }) => answers(accessUrl)),
    'download-url-status': entry.distributions.some(({ downloadUrl }) => answers(downloadUrl)),
  };
  const { distribution } = best(entry);
  const findings = INDICATORS.map(({ code, dimension, property, points: of }): MqaFinding => {
    const has = asked[code] ?? STATED[code]?.(entry, distribution) === true;
    return { code, dimension, property, points: has ? of : 0, of };
  });
  const { points } = sumUp(findings);
  const dimensions = Object.fromEntries(
    MQA_DIMENSIONS.map((dimension) => [
      dimension,
      sumUp(findings.filter((each) => each.dimension === dimension)),
    ]),
  ) as Mqa['dimensions'];
  return { points, band: mqaBandOf(points), dimensions, findings };
}

const sumUp = (findings: MqaFinding[]): { points: number; of: number } =>
  findings.reduce((sum, { points, of }) => ({ points: sum.points + points, of: sum.of + of }), {
    points: 0,
    of: 0,
  });
