/** The protocols and formats of others that the catalogue is handed out in. */
import type { Route } from '../routes/route.ts';
import { ckanActions } from './ckan/route.ts';
import { dcatCatalogue } from './dcat/catalogue-route.ts';
import { resourceDocument } from './dcat/resource-route.ts';
import { vocabularyDocument } from './dcat/vocabulary/vocabulary-route.ts';
import { feeds } from './feeds/route.ts';
import { oaiPmh } from './oai-pmh/route.ts';
import { ogcRecords } from './ogc-records/route.ts';
import { sitemap } from './sitemap/route.ts';

export const STANDARDS: Route[] = [
  dcatCatalogue,
  resourceDocument,
  vocabularyDocument,
  oaiPmh,
  ckanActions,
  feeds,
  sitemap,
  ogcRecords,
];
