/** What every engine of the catalogue must do, whatever stands behind the port. */
import { afterEach, beforeEach, describe } from 'vitest';
import type { Catalogue } from '../../index/port.ts';
import { archiveConformance } from './catalogue-archive.ts';
import { changesConformance } from './catalogue-changes.ts';
import { historyConformance } from './catalogue-history.ts';
import { identityConformance } from './catalogue-identity.ts';
import { keptConformance } from './catalogue-kept.ts';
import { ledgerConformance } from './catalogue-ledger.ts';
import { linkChecksConformance } from './catalogue-link-checks.ts';
import { noticesConformance } from './catalogue-notices.ts';
import { operationsConformance } from './catalogue-operations.ts';
import { orderConformance } from './catalogue-order.ts';
import { papersConformance } from './catalogue-papers.ts';
import { pivotConformance } from './catalogue-pivot.ts';
import { qualityConformance } from './catalogue-quality.ts';
import { registrationConformance } from './catalogue-registration.ts';
import { resourcesConformance } from './catalogue-resources.ts';
import { searchConformance } from './catalogue-search.ts';
import { understandingConformance } from './catalogue-understanding.ts';
import { uploadsConformance } from './catalogue-uploads.ts';
import { walksConformance } from './catalogue-walks.ts';
import { watchConformance } from './catalogue-watch.ts';
import { writesConformance } from './catalogue-writes.ts';

/** Opens an empty catalogue of its own. */
export type OpenCatalogue = () => Promise<{ catalogue: Catalogue; dispose: () => Promise<void> }>;

/** The catalogue of the test that runs. */
export interface Subject {
  readonly catalogue: Catalogue;
}

export function catalogueConformance(name: string, open: OpenCatalogue): void {
  describe(`catalogue: ${name}`, () => {
    let opened: Awaited<ReturnType<OpenCatalogue>>;
    const subject: Subject = {
      get catalogue() {
        return opened.catalogue;
      },
    };
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(async () => {
      await opened.catalogue.close();
      await opened.dispose();
    });
    writesConformance(subject);
    resourcesConformance(subject);
    identityConformance(subject, open);
    searchConformance(subject);
    understandingConformance(subject);
    registrationConformance(subject, open);
    changesConformance(subject, open);
    walksConformance(subject);
    historyConformance(subject);
    operationsConformance(subject);
    uploadsConformance(subject);
    papersConformance(subject);
    noticesConformance(subject);
    watchConformance(subject);
    pivotConformance(subject);
    keptConformance(subject);
    ledgerConformance(subject);
    qualityConformance(subject);
    linkChecksConformance(subject);
    archiveConformance(subject, open);
    orderConformance(open);
  });
}
