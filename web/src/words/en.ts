/** English texts of the pages, in the same files as the Chinese. */
import { access } from './en/access.ts';
import { newSource } from './en/administer/new-source.ts';
import { sourceSettings } from './en/administer/source-settings.ts';
import { demands } from './en/demands.ts';
import { country } from './en/figures/country.ts';
import { coverage, ledger } from './en/figures/coverage.ts';
import { operate } from './en/figures/operate.ts';
import { statistics } from './en/figures/statistics.ts';
import { frame } from './en/frame.ts';
import { home } from './en/home.ts';
import { join } from './en/join.ts';
import { later } from './en/later.ts';
import { notices } from './en/people/notices.ts';
import { preview } from './en/preview.ts';
import { reports } from './en/reports.ts';
import { resource } from './en/resource.ts';
import { runs } from './en/runs.ts';
import { search } from './en/search.ts';
import { sources } from './en/sources.ts';
import { suggest } from './en/suggest.ts';
import { unknowns } from './en/unknowns.ts';
import type { Word } from './zh.ts';

export const en: Record<Word, string> = {
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
};
