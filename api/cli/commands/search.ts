/** `huimu search <words…>`: the catalogue's answer on a terminal, or as JSON. */
import { CodedError } from '../../../config/errors/errors.ts';
import { findRegion, region } from '../../../config/regions.ts';
import { MODES, type Mode } from '../../../config/registry/modes.ts';
import { termName } from '../../../config/vocabularies.ts';
import { regionLabel } from '../../../config/words.ts';
import { type FindingQuery, type FoundHit, find } from '../../../index/finding/find.ts';
import type { Filters } from '../../../index/query.ts';
import type { Huimu } from '../../compose.ts';
import { LONGEST_QUERY } from '../../parameters.ts';
import { EXIT } from '../exit.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';
import { tellUnderstood, why } from './search-words.ts';

export interface SearchOptions {
  region?: string;
  mode?: string;
  size?: string;
  /** Words that mean nothing but themselves. */
  literal?: string[];
  explain?: boolean;
}

/** A province or city by name (桂林, 广西) or GB/T 2260 code. Throws `request.invalid`. */
function regionFilter(named: string): Filters {
  const place = region(named) ?? findRegion(named);
  if (place === undefined || place.level === 'county') {
    throw new CodedError('request.invalid', `--region ${named}: 没有这个省或市 / no such province or city`, {
      hint: '名称或 GB/T 2260 代码，如 广西、450300 / name or GB/T 2260 code',
    });
  }
  if (place.level === 'country') return {};
  return place.level === 'city' ? { city: [place.code] } : { province: [place.code] };
}

/** Throws `request.invalid`, naming the option and what is allowed. */
export function queryOf(words: string[], options: SearchOptions): FindingQuery {
  const text = words.join(' ');
  if (text.length > LONGEST_QUERY) {
    throw new CodedError('request.invalid', `${text.length} > ${LONGEST_QUERY}`, {
      hint: `检索词不超过 ${LONGEST_QUERY} 字 / at most ${LONGEST_QUERY} characters`,
    });
  }
  const { mode } = options;
  if (mode !== undefined && !MODES.includes(mode as Mode)) {
    throw new CodedError('request.invalid', `--mode ${mode}`, { hint: MODES.join(', ') });
  }
  const size = Number(options.size ?? 10);
  if (!Number.isInteger(size) || size < 1 || size > 100) {
    throw new CodedError('request.invalid', `--size ${options.size}`, { hint: '1–100' });
  }
  return {
    text,
    filters: {
      ...(options.region === undefined ? {} : regionFilter(options.region)),
      ...(mode === undefined ? {} : { mode: [mode] }),
    },
    sort: text.trim() === '' ? 'modified' : 'relevance',
    size,
    facets: [],
    facetSize: 1,
    highlight: true,
    fold: true,
    explain: options.explain === true,
    ...(options.literal === undefined ? {} : { literal: options.literal }),
  };
}

export async function search(huimu: Huimu, query: FindingQuery, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const found = await find(huimu.catalogue, query);
  if (terminal.json) {
    terminal.out(JSON.stringify(found, null, 2));
    return EXIT.ok;
  }
  const [resources, entries] = [thousands(found.resources), thousands(found.entries)];
  terminal.out(
    say(`共 ${resources} 个资源（${entries} 条目录）`, `${resources} resources (${entries} entries)`),
  );
  if (found.resources === 0 && (await huimu.catalogue.counts()).length === 0) {
    terminal.note(
      say(
        '目录还是空的：先运行 huimu harvest <来源>，或 huimu demo',
        'The catalogue is empty yet: run huimu harvest <source>, or huimu demo',
      ),
    );
  }
  tellUnderstood(found, terminal);
  for (const [index, hit] of found.hits.entries()) {
    terminal.out(`\n${String(index + 1).padStart(3)}. ${title(hit, terminal)}`);
    terminal.out(`     ${facts(hit, huimu, terminal)}`);
    if (hit.why !== undefined) terminal.out(`     ${why(hit.why, terminal)}`);
    if (hit.lead.entry.landingPage) terminal.out(`     ${printable(hit.lead.entry.landingPage)}`);
  }
  return EXIT.ok;
}

/** The title with its matches in bold on a terminal. */
function title(hit: FoundHit, terminal: Terminal): string {
  const more = hit.folded?.count ?? 0;
  const { say } = terminal;
  const others =
    more === 0
      ? ''
      : say(`（同名还有 ${thousands(more)} 个）`, ` (and ${thousands(more)} more of this title)`);
  return `${marked(hit, terminal)}${others}`;
}

function marked({ lead, highlight }: FoundHit, { styled }: Terminal): string {
  const text = lead.entry.title;
  if (!styled || highlight === undefined) return printable(text);
  let from = 0;
  let result = '';
  for (const [start, end] of highlight.title) {
    result += `${printable(text.slice(from, start))}\u001b[1;36m${printable(text.slice(start, end))}\u001b[0m`;
    from = end;
  }
  return result + printable(text.slice(from));
}

function facts({ lead, offers }: FoundHit, { sources }: Huimu, { language, say }: Terminal): string {
  const { entry } = lead;
  const parts = [
    entry.publisher?.name,
    regionLabel(entry.spatial.code)[language],
    entry.modified && say(`更新于 ${entry.modified.slice(0, 10)}`, `updated ${entry.modified.slice(0, 10)}`),
    termName('modes', entry.mode)[language],
    [...new Set(entry.distributions.map(({ format }) => format))].filter(Boolean).join(' '),
  ];
  const others = offers.sources.filter((id) => id !== entry.source).map((id) => sources.get(id)?.title ?? id);
  if (others.length > 0) parts.push(say(`也见于：${others.join('、')}`, `also at: ${others.join(', ')}`));
  return printable(parts.filter(Boolean).join(' · '));
}
