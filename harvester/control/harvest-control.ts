/** The harvester's control: starts, stops and watches runs over a queue and a catalogue, whichever they are. */
import type { ScheduledTask } from 'node-cron';
import { CodedError, coded } from '../../config/errors/errors.ts';
import { receiving } from '../../config/registry/receiving.ts';
import type { HarvestableSource, Source } from '../../config/registry/source.ts';
import type { Run, RunStatus } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { requireOutside } from '../client/address.ts';
import type { Clients } from '../client/client.ts';
import { unlessStopped } from '../client/clock.ts';
import { refuseHeld, releaseHeld } from '../deletions/held.ts';
import { checkLinks } from '../links/check-links.ts';
import { everyNight, startLinkChecks } from '../links/schedule.ts';
import type { Queue } from '../queue/port.ts';
import { BATCH_LIMITS, type BatchLimits } from '../run/batch.ts';
import { noteRun } from '../run/day.ts';
import { breakOff } from '../run/ending.ts';
import type { Normalize } from '../run/outcome.ts';
import { NO_REQUESTS } from '../run/replay.ts';
import { RunLeft } from '../run/run-left.ts';
import type { Notice } from '../schedule/notices.ts';
import { everyMinute, startDue } from '../schedule/schedule.ts';
import { type Slots, slotAfter } from '../schedule/slots.ts';
import { keptFiles, takeIn } from '../uploads/take-in.ts';
import type { HarvestControl, Progress } from './control.ts';
import { requireStill } from './source-state.ts';
import { type Starting, startRun, takeUp } from './starting.ts';
import { type AdapterFor, createWorker, harvestable, settle, type Workshop } from './worker.ts';

export interface ControlOptions extends Slots {
  catalogue: Catalogue;
  /** The same one by a way that waits until it answers, for runs; `catalogue` itself where absent. */
  patient?: Catalogue;
  /** As of now: what is set of them beside their files comes in by `renew`. */
  sources: ReadonlyMap<string, Source>;
  renew?: () => Promise<void>;
  /** Whether addresses of this network may be asked that no row names; not where absent. */
  insideSources?: boolean;
  adapterFor: AdapterFor;
  /** Every family that a source may name, to be tried at an unknown address. */
  familyNames?: readonly string[];
  normalize: Normalize;
  clients: Clients;
  queue: Queue;
  /** No other process harvests into this catalogue, so that an abandoned run is known at once. */
  sole: boolean;
  /** Whether runs are done here; true where absent. */
  works?: boolean;
  limits?: Partial<BatchLimits>;
  clock?: () => number;
  onNotice?: (notice: Notice) => void;
  /** Entries of each source whose addresses the schedule asks once a week; none where absent or 0. */
  linkSample?: number;
  /** Told how each run of this process ended. */
  onEnded?: (status: RunStatus) => void;
  /** Told what the schedule could not start, or a run not write down, and why. */
  onScheduleError?: (source: string, error: CodedError) => void;
}

/** How long a report may be missing before the catalogue is asked itself, in ms. */
const ASK_MS = 2_000;

export function createHarvestControl(options: ControlOptions): HarvestControl {
  const { catalogue, sources, queue, clients, adapterFor, sole, clock = Date.now } = options;
  const { patient = catalogue, renew = async () => undefined, insideSources = false } = options;
  const starting: Starting = { catalogue, queue, sole, clock, turns: new Map() };
  const workshop: Workshop = {
    catalogue: patient,
    clients,
    adapterFor,
    sole,
    normalize: options.normalize,
    sourceOf: (id) => sources.get(id),
    renew,
    limits: { ...BATCH_LIMITS, ...options.limits },
    clock,
    slotFrom: (source, ms) => slotAfter(source, ms - 1, options),
    notify: options.onNotice ?? (() => undefined),
  };
  const closing = new AbortController();
  /** Runs that this process could not bring to an end on record: by it they would be running for ever. */
  const lost = new Map<string, CodedError>();
  let looking: ScheduledTask | undefined;
  let asking: ScheduledTask | undefined;
  if (options.works ?? true) {
    const worker = createWorker(workshop);
    queue.work(async (job, context) => {
      lost.delete(job.id);
      try {
        await worker(job, { ...context, report: heardEnd(context.report, options.onEnded) });
      } catch (error) {
        // The run itself could not be kept: its catalogue is gone. It is taken up when it is there again.
        lost.set(job.id, coded(error));
        options.onScheduleError?.(job.source, coded(error));
        throw error;
      }
    });
  }

  const sourceOf = (id: string): HarvestableSource => {
    const row = sources.get(id);
    return harvestable(row && receiving(row), id);
  };
  const now = () => new Date(clock()).toISOString();
  /** What asks sources that need not be configured, until it is stopped. */
  const askingUntil = (signal: AbortSignal, outside: boolean) => {
    const clientFor = (source: HarvestableSource) => {
      // What the base of a row names counts as meant, unless whoever wrote it did so from outside.
      if (outside) requireOutside(source.harvest.base);
      return clients.forRun({ source, signal, requests: { list: 0, detail: 0, other: 0 } });
    };
    const probe = async (source: Source) => {
      const asked = harvestable(source, source.id);
      const adapter = await adapterFor(asked);
      const http = adapter.asks?.(asked) === false ? NO_REQUESTS : clientFor(asked);
      const uploads = keptFiles(catalogue, asked.id);
      return adapter.probe({ source: asked, http, uploads, signal });
    };
    const discoverAt = async (address: string, family?: string) => {
      const { familyNames = [] } = options;
      const { discover, sourceAt } = await import('../discovery/discover.ts');
      if (family !== undefined) await adapterFor(sourceAt(address, family, address.replace(/\/+$/, '')));
      return discover({ address, family, familyNames, clientFor, probe });
    };
    return { clientFor, probe, discover: discoverAt };
  };

  const control: HarvestControl = {
    async start(id, startOptions) {
      await adapterFor(sourceOf(id));
      return startRun(starting, id, startOptions);
    },
    async upload(id, file) {
      const source = sourceOf(id);
      const adapter = await adapterFor(source);
      await requireStill(catalogue, id);
      const upload = await takeIn(catalogue, adapter, source, file, now());
      return { upload, run: await control.start(id, { trigger: 'person' }) };
    },
    async stop(id) {
      const run = await stored(catalogue, id);
      if (run.status !== 'running') return run;
      if ((await queue.stop(id)) === 'stopping') return control.ended(id);
      const stopped = await breakOff(
        run,
        catalogue,
        new CodedError('run.stopped', 'a person stopped it'),
        now(),
      );
      const region = sources.get(run.source)?.region;
      if (region !== undefined) await noteRun(catalogue, stopped, region, now());
      await catalogue.saveRun(stopped);
      await settle(workshop, stopped);
      return stopped;
    },
    ended: (id) => untilEnded(id, { catalogue, queue, lost, signal: closing.signal }),
    release: (held, by) => releaseHeld(patient, { id: held, by, at: now() }, (id) => sources.get(id)?.region),
    refuse: (held, by) => refuseHeld(patient, held, by, now()),
    async *preview(id) {
      const source = sourceOf(id);
      const { normalize } = options;
      const { previewReplay } = await import('../trial/preview.ts');
      yield* previewReplay({ source, adapter: await adapterFor(source), catalogue: patient, normalize });
    },
    probe: (source) => askingUntil(closing.signal, false).probe(source),
    discover: async (address, family) =>
      askingUntil(closing.signal, !insideSources).discover(address, family),
    async trial(tried, { size, signal, trusted = false }) {
      const either = AbortSignal.any([signal, closing.signal]);
      const what = typeof tried === 'string' ? { source: sourceOf(tried) } : tried;
      const { normalize } = options;
      const asked = {
        ...askingUntil(either, typeof tried !== 'string' && !(trusted && insideSources)),
        uploadsOf: (id: string) => keptFiles(catalogue, id),
      };
      const { trialOf } = await import('./trials.ts');
      return unlessStopped(either, trialOf(what, { ...asked, adapterFor, normalize, size, signal: either }));
    },
    checkLinks(id, size, { signal, onChecked } = {}) {
      const either = signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal]);
      const source = sourceOf(id);
      return checkLinks({
        catalogue,
        clients,
        source,
        size,
        signal: either,
        clock,
        ...(onChecked && { onChecked }),
      });
    },
    here() {
      const { takesJobs, jobs } = queue.here();
      return { takesJobs, runs: jobs };
    },
    depth: () => queue.depth(),
    onProgress: (listener) => queue.onReport(listener),
    schedule() {
      const look = async () => {
        try {
          await renew();
          await takeUpAll(catalogue, (run) => takeUp(starting, run));
          await startDue({
            catalogue,
            sources: () => sources.values(),
            slotAfter: (source, ms) => slotAfter(source, ms, options),
            start: control.start,
            clock,
            onError: options.onScheduleError ?? (() => undefined),
          });
        } catch (error) {
          if (!closing.signal.aborted) options.onScheduleError?.('*', coded(error));
        }
      };
      looking ??= everyMinute(look);
      void look();
      const { linkSample = 0, onScheduleError = () => undefined } = options;
      if (linkSample > 0) {
        asking ??= everyNight(() =>
          startLinkChecks({
            catalogue,
            sources: [...sources.values()],
            check: (id) => control.checkLinks(id, linkSample),
            clock,
            stopped: () => closing.signal.aborted,
            onError: onScheduleError,
          }),
        );
      }
    },
    async close() {
      await looking?.destroy();
      await asking?.destroy();
      closing.abort(new RunLeft());
      await queue.close();
    },
  };
  return control;
}

/** Reports as they go, and the end of a run to whoever counts them. */
function heardEnd(report: (progress: Progress) => void, onEnded: ControlOptions['onEnded']) {
  return (progress: Progress): void => {
    if (progress.status !== 'running') onEnded?.(progress.status);
    report(progress);
  };
}

async function stored(catalogue: Catalogue, id: string): Promise<Run> {
  const run = await catalogue.getRun(id);
  if (run === undefined) throw new CodedError('run.unknown', id);
  return run;
}

async function takeUpAll(catalogue: Catalogue, takeUp: (run: Run) => Promise<boolean>): Promise<void> {
  let cursor: string | null | undefined;
  do {
    const page = await catalogue.listRuns({ status: 'running' }, 100, cursor ?? undefined);
    await Promise.all(page.items.map(takeUp));
    cursor = page.cursor;
  } while (cursor !== null);
}

interface Waiting {
  catalogue: Catalogue;
  queue: Queue;
  lost: ReadonlyMap<string, CodedError>;
  signal: AbortSignal;
}

/**
 * Told by the queue's reports, and by the catalogue where a report is lost. Throws what the run was lost by where
 * its end could not be written down.
 */
async function untilEnded(id: string, { catalogue, queue, lost, signal }: Waiting): Promise<Run> {
  let told: () => void = () => undefined;
  const listener = ({ run, status }: Progress) => {
    if (run === id && status !== 'running') told();
  };
  const quiet = queue.onReport(listener);
  const left = () => told();
  signal.addEventListener('abort', left);
  try {
    for (;;) {
      const heard = new Promise<void>((resolve) => {
        told = resolve;
      });
      const run = await stored(catalogue, id).catch((error: unknown) => {
        // It may come back, and the run with it.
        if (coded(error).code !== 'catalogue.unavailable') throw error;
        return undefined;
      });
      if (run !== undefined && run.status !== 'running') return run;
      const loss = lost.get(id);
      if (loss !== undefined) throw loss;
      signal.throwIfAborted();
      const timer = setTimeout(() => told(), ASK_MS);
      await heard;
      clearTimeout(timer);
    }
  } finally {
    quiet();
    signal.removeEventListener('abort', left);
  }
}
