/** The types of the API's answers, for the pages: derived from the schemas the routes answer by. Types only. */

import type { z } from 'zod';
import type { About } from './schemas/about.ts';
import type { KeyAnswer, KeyList, KeyMade, SessionAnswer } from './schemas/access.ts';
import type { ActAnswer, ActList } from './schemas/audit.ts';
import type { EntryAnswer, EntrySummary, RawAnswer, ResourceAnswer } from './schemas/entry.ts';
import type { ErrorAnswer, ErrorTable, Problem } from './schemas/error.ts';
import type { Coverage } from './schemas/figures/coverage.ts';
import type { ResourceHistory, SourceDays, Trends } from './schemas/figures/history.ts';
import type { OperationLedgerAnswer } from './schemas/figures/operation.ts';
import type { PivotAnswer } from './schemas/figures/pivot.ts';
import type { EntryQuality, LackingAnswer, QualityAnswer, SourceQuality } from './schemas/figures/quality.ts';
import type { Health, Readiness } from './schemas/health.ts';
import type { Label, Regions, Vocabularies } from './schemas/label.ts';
import type { DeliveryAnswer, DeliveryList } from './schemas/notices/delivery.ts';
import type {
  OccasionList,
  SubscriptionAnswer,
  SubscriptionList,
  SubscriptionMade,
  SubscriptionState,
} from './schemas/notices/subscription.ts';
import type { DemandAnswer, DemandContact, DemandList } from './schemas/people/demand.ts';
import type { PreviewAnswer } from './schemas/people/preview.ts';
import type { ReportAnswer, ReportList, ReportTaken } from './schemas/people/report.ts';
import type { UnmetList } from './schemas/people/unmet.ts';
import type {
  HeldAnswer,
  HeldDecision,
  HeldList,
  HeldNames,
  LedgerAnswer,
  ProgressEvent,
  RejectionList,
  RunAnswer,
  RunList,
} from './schemas/run.ts';
import type { FacetValueAnswer, HitAnswer, SearchAnswer, StatisticsAnswer } from './schemas/search.ts';
import type { SlotList, SourceAnswer, SourceList, SourceRef, SourceRemoved } from './schemas/source.ts';
import type { SimilarAnswer, SuggestAnswer } from './schemas/suggest.ts';
import type { UnknownsAnswer } from './schemas/unknowns.ts';
import type { UploadList, UploadTaken } from './schemas/upload.ts';
import type { FindingAnswer, FindingList, WatchAnswer } from './schemas/watch.ts';

export type { Facet, Sort } from '../index/query.ts';

/** Any answer that is not 2xx. */
export type ApiError = z.infer<typeof ErrorAnswer>;
/** GET /api/v1/errors */
export type ApiErrorTable = z.infer<typeof ErrorTable>;
export type ApiProblem = z.infer<typeof Problem>;
export type ApiLabel = z.infer<typeof Label>;
/** GET /api/v1/regions */
export type ApiRegions = z.infer<typeof Regions>;
/** GET /api/v1/vocabularies */
export type ApiVocabularies = z.infer<typeof Vocabularies>;

/** GET /api/v1/search?q&<facet>=…&facets=…&facetSize&sort&size&cursor&highlight&lang */
export type ApiSearchResult = z.infer<typeof SearchAnswer>;
export type ApiHit = z.infer<typeof HitAnswer>;
export type ApiFacetValue = z.infer<typeof FacetValueAnswer>;
export type ApiEntrySummary = z.infer<typeof EntrySummary>;
/** GET /api/v1/statistics?by=…&<facet>=… */
export type ApiStatistics = z.infer<typeof StatisticsAnswer>;

/** GET /api/v1/unknowns?source&field&size */
export type ApiUnknowns = z.infer<typeof UnknownsAnswer>;

/** GET /api/v1/statistics/table?rows&columns&measure&<facet>=… */
export type ApiTable = PivotAnswer;
export type { Measure } from '../index/figures/pivot.ts';

/** GET /api/v1/coverage?baseline&region */
export type ApiCoverage = Coverage;
/** GET /api/v1/coverage/operation?region&implementingAgency&operator&kind&registered&missing&disclosed */
export type ApiOperationLedger = OperationLedgerAnswer;
export type ApiWatch = z.infer<typeof WatchAnswer>;
export type ApiFindings = z.infer<typeof FindingList>;
export type ApiFinding = z.infer<typeof FindingAnswer>;

/** GET /api/v1/entries/:id */
export type ApiStoredEntry = z.infer<typeof EntryAnswer>;
/** GET /api/v1/entries/:id/raw */
export type ApiRawRecord = z.infer<typeof RawAnswer>;
/** GET /api/v1/resources/:id */
export type ApiResource = z.infer<typeof ResourceAnswer>;

/** GET /api/v1/sources */
export type ApiSourceList = z.infer<typeof SourceList>;
/** GET /api/v1/sources/:id */
export type ApiSource = z.infer<typeof SourceAnswer>;
export type ApiSourceRef = z.infer<typeof SourceRef>;
export type ApiSourceState = ApiSource['state'];
/** GET /api/v1/sources/:id/slots?schedule&count */
export type ApiSlots = z.infer<typeof SlotList>;
/** DELETE /api/v1/sources/:id */
export type ApiSourceRemoved = z.infer<typeof SourceRemoved>;

/** GET /api/v1/runs and /api/v1/sources/:id/runs */
export type ApiRunList = z.infer<typeof RunList>;
/** GET /api/v1/runs/:id; answer of POST /api/v1/sources/:id/runs (202) and POST /api/v1/runs/:id/stop */
export type ApiRun = z.infer<typeof RunAnswer>;
export type ApiLedger = z.infer<typeof LedgerAnswer>;
/** GET /api/v1/runs/:id/rejections */
export type ApiRejectionList = z.infer<typeof RejectionList>;
/** GET /api/v1/held */
export type ApiHeldList = z.infer<typeof HeldList>;
export type ApiHeld = z.infer<typeof HeldAnswer>;
/** GET /api/v1/held/:id/entries?size&cursor */
export type ApiHeldNames = z.infer<typeof HeldNames>;
/** POST /api/v1/held/:id/release and /refuse */
export type ApiHeldDecision = z.infer<typeof HeldDecision>;
/** `data` of `progress` events at GET /api/v1/events */
export type ApiProgress = z.infer<typeof ProgressEvent>;

/** GET /api/v1/audit?source&act&from&until&size&cursor */
export type ApiActList = z.infer<typeof ActList>;
export type ApiAct = z.infer<typeof ActAnswer>;

/** GET, POST, DELETE /api/v1/session */
export type ApiSession = z.infer<typeof SessionAnswer>;
/** GET /api/v1/keys; POST answers `ApiKeyMade` (the key itself, once), DELETE /api/v1/keys/:id an `ApiKey` */
export type ApiKeyList = z.infer<typeof KeyList>;
export type ApiKey = z.infer<typeof KeyAnswer>;
export type ApiKeyMade = z.infer<typeof KeyMade>;

/** GET /api/v1/occasions */
export type ApiOccasions = z.infer<typeof OccasionList>;
/** GET /api/v1/subscriptions; POST answers `ApiSubscriptionMade` (its signing key once), PUT and DELETE an `ApiSubscription` */
export type ApiSubscriptionList = z.infer<typeof SubscriptionList>;
export type ApiSubscription = z.infer<typeof SubscriptionAnswer>;
export type ApiSubscriptionMade = z.infer<typeof SubscriptionMade>;
/** POST /api/v1/subscriptions/:id/confirm and /unsubscribe?token */
export type ApiSubscriptionState = z.infer<typeof SubscriptionState>;
/** GET /api/v1/deliveries?subscription&state&all; POST /api/v1/deliveries/:id/again answers one */
export type ApiDeliveryList = z.infer<typeof DeliveryList>;
export type ApiDelivery = z.infer<typeof DeliveryAnswer>;

/** GET /api/v1/suggest?q= */
export type ApiSuggestions = z.infer<typeof SuggestAnswer>;
/** GET /api/v1/resources/:id/similar */
export type ApiSimilar = z.infer<typeof SimilarAnswer>;

/** GET /api/v1/about */
export type ApiAbout = z.infer<typeof About>;
/** GET /healthz */
export type ApiHealth = z.infer<typeof Health>;
/** GET /readyz */
export type ApiReadiness = z.infer<typeof Readiness>;
/** GET /api/v1/quality */
export type ApiQuality = z.infer<typeof QualityAnswer>;
/** GET /api/v1/entries/:id/quality */
export type ApiEntryQuality = z.infer<typeof EntryQuality>;
/** GET /api/v1/sources/:id/quality */
export type ApiSourceQuality = z.infer<typeof SourceQuality>;
/** GET /api/v1/sources/:id/quality/:criterion */
export type ApiLacking = z.infer<typeof LackingAnswer>;
/** GET /api/v1/resources/:id/history */
export type ApiResourceHistory = z.infer<typeof ResourceHistory>;
/** GET /api/v1/trends?days */
export type ApiTrends = z.infer<typeof Trends>;
/** GET /api/v1/sources/:id/history */
export type ApiSourceDays = z.infer<typeof SourceDays>;
/** GET /api/v1/sources/:id/catalogue; PUT answers `ApiUploadTaken` */
export type ApiUploadList = z.infer<typeof UploadList>;
export type ApiUploadTaken = z.infer<typeof UploadTaken>;

/** GET /api/v1/demands?region&state&size&cursor; POST, GET /:id and PUT /:id/answer answer an `ApiDemand` */
export type ApiDemandList = z.infer<typeof DemandList>;
export type ApiDemand = z.infer<typeof DemandAnswer>;
/** GET /api/v1/demands/:id/contact (holders and administrators) */
export type ApiDemandContact = z.infer<typeof DemandContact>;
/** GET /api/v1/reports?source&state&size&cursor; PUT /:id answers an `ApiReport`, POST /api/v1/resources/:id/reports an `ApiReportTaken` */
export type ApiReportList = z.infer<typeof ReportList>;
export type ApiReport = z.infer<typeof ReportAnswer>;
export type ApiReportTaken = z.infer<typeof ReportTaken>;
/** GET /api/v1/demands/unmet-searches?day&size&cursor */
export type ApiUnmetList = z.infer<typeof UnmetList>;
/** POST /api/v1/sources/:id/preview, POST /api/v1/previews {url, family?}, POST /api/v1/previews/file?name&region (the file as body) */
export type ApiPreview = z.infer<typeof PreviewAnswer>;
