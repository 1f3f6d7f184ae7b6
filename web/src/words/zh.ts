/** Chinese texts of the pages, a file for each kind of page. `{n}` and such are filled in by `say`. */
import { access } from './zh/access.ts';
import { newSource } from './zh/administer/new-source.ts';
import { sourceSettings } from './zh/administer/source-settings.ts';
import { demands } from './zh/demands.ts';
import { country } from './zh/figures/country.ts';
import { coverage, ledger } from './zh/figures/coverage.ts';
import { operate } from './zh/figures/operate.ts';
import { statistics } from './zh/figures/statistics.ts';
import { frame } from './zh/frame.ts';
import { home } from './zh/home.ts';
import { join } from './zh/join.ts';
import { later } from './zh/later.ts';
import { notices } from './zh/people/notices.ts';
import { preview } from './zh/preview.ts';
import { reports } from './zh/reports.ts';
import { resource } from './zh/resource.ts';
import { runs } from './zh/runs.ts';
import { search } from './zh/search.ts';
import { sources } from './zh/sources.ts';
import { suggest } from './zh/suggest.ts';
import { unknowns } from './zh/unknowns.ts';

export const zh = {
  ...frame,
  ...home,
  ...country,
  ...coverage,
  ...ledger,
  ...search,
  ...later,
  ...resource,
  ...sources,
  ...runs,
  ...statistics,
  ...suggest,
  ...unknowns,
  ...access,
  ...notices,
  ...operate,
  ...sourceSettings,
  ...newSource,
  ...preview,
  ...join,
  ...demands,
  ...reports,
} as const;

export type Word = keyof typeof zh;
