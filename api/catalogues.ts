/** Opens what the settings name: one file in the data folder, or a cluster, and there by two ways. */
import { join } from 'node:path';
import type { CodedError } from '../config/errors/errors.ts';
import type { Settings } from '../config/settings/settings.ts';
import type { Catalogue } from '../index/port.ts';
import { clusterAt } from './cluster.ts';
import type { Tell } from './tell.ts';

/** Of the engines only the one in use is loaded: a command begins sooner, and takes less memory. */
const elasticsearch = () => import('../index/elasticsearch/open.ts');

export interface Catalogues {
  /** For those who wait for an answer: they are told soon that there is none. */
  catalogue: Catalogue;
  /** For runs: what may pass is waited out. */
  patient: Catalogue;
  close(): Promise<void>;
}

/** `harvests`: runs are done in this process. Throws `catalogue.*`. */
export async function openCatalogues(
  settings: Settings,
  harvests: boolean,
  tell?: Tell,
): Promise<Catalogues> {
  const { elasticsearchUrl: url } = settings;
  if (url === undefined) return sole(await openPatientCatalogue(settings));
  const cluster = clusterAt(url, settings);
  const { openElasticsearchCatalogue, PROMPT } = await elasticsearch();
  if (!harvests) return sole(await openElasticsearchCatalogue({ ...cluster, ...PROMPT }));
  const patient = await openPatientCatalogue(settings, tell);
  try {
    const catalogue = await openElasticsearchCatalogue({ ...cluster, ...PROMPT });
    return {
      catalogue,
      patient,
      async close() {
        await Promise.all([catalogue.close(), patient.close()]);
      },
    };
  } catch (error) {
    await patient.close();
    throw error;
  }
}

/** The file, for those who write alone. */
export const catalogueFile = ({ data }: Pick<Settings, 'data'>): string => join(data, 'catalogue.sqlite');

/** What may pass is waited out. Throws `catalogue.*`. */
export async function openPatientCatalogue(settings: Settings, tell?: Tell): Promise<Catalogue> {
  const { elasticsearchUrl: url } = settings;
  if (url === undefined) {
    const { openSqliteCatalogue } = await import('../index/sqlite/open.ts');
    return openSqliteCatalogue({ path: catalogueFile(settings), historyKept: settings.historyKept });
  }
  const { openElasticsearchCatalogue } = await elasticsearch();
  return openElasticsearchCatalogue({
    ...clusterAt(url, settings),
    onTrouble: (trouble) => report(trouble, tell),
  });
}

const sole = (catalogue: Catalogue): Catalogues => ({
  catalogue,
  patient: catalogue,
  close: () => catalogue.close(),
});

/** What to do about it stands behind what is the matter. */
export const withHint = ({ detail, hint }: CodedError): string =>
  hint === undefined ? detail : `${detail} (${hint})`;

function report(trouble: CodedError | null, tell: Tell | undefined): void {
  if (trouble === null) tell?.('目录库恢复应答，采集继续', 'The catalogue answers again; runs go on', null);
  else {
    const said = withHint(trouble);
    tell?.(`采集正等待目录库：${said}`, `Runs wait for the catalogue: ${said}`, trouble.code);
  }
}
