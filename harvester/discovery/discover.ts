/**
 * What an unknown address is: looked at once, recognised by its products' marks, and then asked for its list as the
 * families that it looks like; where it looks like none, as every family that needs nothing but an address.
 */

import { textOf } from '../../adapters/answers/answer.ts';
import type { HttpClient, ProbeReport } from '../../adapters/contract.ts';
import { CodedError, coded } from '../../config/errors/errors.ts';
import { families } from '../../config/families.ts';
import { COUNTRY } from '../../config/regions.ts';
import { marks } from '../../config/registry/marks.ts';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';
import { placeIn, siteTitle } from './place.ts';
import { addressAsBase, type Recognised, recognise, type Seen } from './recognise.ts';

/** One family that was asked, at one base. */
export interface Attempt {
  family: string;
  base: string;
  variant?: string;
  /** Marks that pointed to it; none where every family was tried. */
  evidence: string[];
  report: ProbeReport;
}

export interface Discovery {
  address: string;
  title: string | undefined;
  /** GB/T 2260 code of the place that the title names. */
  region: string | undefined;
  /** Those that speak the wire, the likeliest first. More than one: it is ambiguous, and a person chooses. */
  fitting: Attempt[];
  failed: Attempt[];
  /** TLS settings without which the host cannot be spoken to. */
  tls: { verify?: false; legacy?: true };
  problem?: CodedError;
}

export interface Discovering {
  address: string;
  /** Only this family. */
  family?: string | undefined;
  /** Every family that a source may name. */
  familyNames: readonly string[];
  clientFor(source: HarvestableSource): HttpClient;
  probe(source: HarvestableSource): Promise<ProbeReport>;
}

const TLS: Discovery['tls'][] = [{}, { legacy: true }, { verify: false }, { verify: false, legacy: true }];

/** Throws `request.invalid` where the address is none. Faults of the source are in the answer. */
export async function discover(discovering: Discovering): Promise<Discovery> {
  const { address, family } = discovering;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) throw notAnAddress(address);
  const { seen, tls, problem } = await look(discovering);
  const found: Discovery = {
    address,
    title: seen && siteTitle(seen.text),
    region: seen && placeIn(siteTitle(seen.text) ?? '')?.code,
    fitting: [],
    failed: [],
    tls,
    ...(problem && { problem }),
  };
  const recognised = seen === undefined ? [] : recognise(seen, marks());
  const likely = family === undefined ? recognised : only(family, recognised, address);
  for (const each of likely) await attempt(discovering, each, found);
  if (found.fitting.length === 0 && family === undefined) {
    const bases = [...new Set([addressAsBase(address), new URL(address).origin])];
    for (const name of discovering.familyNames) {
      if (name === 'declared' || likely.some((each) => each.family === name)) continue;
      await attempt(discovering, { family: name, evidence: [], bases }, found);
      if (found.fitting.length > 0) break;
    }
  }
  found.fitting.sort((one, other) => worth(other) - worth(one));
  return found;
}

function only(family: string, recognised: Recognised[], address: string): Recognised[] {
  const known = recognised.find((each) => each.family === family);
  const contexts = marks().find((each) => each.family === family)?.contexts ?? [];
  const { origin } = new URL(address);
  const given = [
    address.replace(/\/+$/, ''),
    addressAsBase(address),
    ...contexts.map((each) => origin + each),
  ];
  return [
    { family, evidence: known?.evidence ?? [], bases: [...new Set([...given, ...(known?.bases ?? [])])] },
  ];
}

/** The page at the address, by whatever TLS the host can. */
async function look({ address, clientFor }: Discovering): Promise<{
  seen?: Seen;
  tls: Discovery['tls'];
  problem?: CodedError;
}> {
  let problem: CodedError | undefined;
  for (const tls of TLS) {
    try {
      const source = sourceAt(address, 'declared', addressAsBase(address), tls);
      const answer = await clientFor(source).request({ method: 'GET', url: address });
      const type = answer.headers['content-type'] ?? '';
      return { seen: { url: answer.url, type, text: textOf(answer) }, tls };
    } catch (error) {
      problem = coded(error);
      if (problem.code !== 'source.tls') break;
    }
  }
  // An interface may have no page at its address; its list may answer all the same.
  return { tls: {}, ...(problem && { problem }) };
}

async function attempt(
  { address, probe }: Discovering,
  { family, evidence, bases }: Recognised,
  found: Discovery,
): Promise<void> {
  const variants = [undefined, ...Object.keys(families().get(family)?.variants ?? {})];
  for (const base of bases) {
    const tried: Attempt[] = [];
    for (const variant of variants) {
      const source = sourceAt(address, family, base, found.tls, variant);
      const named = { family, base, evidence, ...(variant !== undefined && { variant }) };
      const report = await probe(source).catch((error: unknown): ProbeReport => {
        const { code, detail } = coded(error);
        return { ok: false, family, statements: [], problems: [{ code, detail }] };
      });
      tried.push({ ...named, report });
      // Options that only a person can give: no use in further bases.
      if (report.problems[0]?.code === 'config.invalid') break;
    }
    const fitting = tried.filter(({ report }) => report.ok && report.statements.length > 0);
    const best = fitting.sort((one, other) => worth(other) - worth(one))[0];
    if (best !== undefined) {
      found.fitting.push(best);
      return;
    }
    found.failed.push(...tried.slice(0, 1));
    if (tried.some(({ report }) => report.problems.some(({ code }) => code === 'config.invalid'))) return;
  }
}

/** How much an attempt brought: fields of its records, less what was wrong, a declared number beside. */
function worth({ report, evidence }: Attempt): number {
  const fields = report.statements.reduce((sum, { fields: each }) => sum + Object.keys(each).length, 0);
  const each = fields / Math.max(1, report.statements.length);
  return each - 5 * report.problems.length + evidence.length + (report.declared === undefined ? 0 : 2);
}

/** A source that stands in no file. Throws `request.invalid`. */
export function sourceAt(
  address: string,
  family: string,
  base: string,
  tls: Discovery['tls'] = {},
  variant?: string,
): HarvestableSource {
  const source = Source.safeParse({
    id: 'probe',
    title: address,
    kind: 'open-platform',
    mode: 'opening',
    region: COUNTRY,
    home: address,
    harvest: { family, base, tls, options: variant === undefined ? {} : { variant } },
  });
  if (!source.success) throw notAnAddress(address);
  return source.data as HarvestableSource;
}

const notAnAddress = (address: string): CodedError =>
  new CodedError('request.invalid', `${address}: 不是网址 / not an address`, {
    hint: 'huimu sources probe https://data.example.gov.cn',
  });
