/** The control port: what the API and the CLI may ask of the harvester, whichever queue stands behind it. */
import type { ProbeReport } from '../../adapters/contract.ts';
import type { Source } from '../../config/registry/source.ts';
import type { Ledger, Run, RunStatus } from '../../index/operations.ts';
import type { LinkCheck } from '../../index/quality/link-checks.ts';
import type { Upload } from '../../index/uploads.ts';
import type { Discovery } from '../discovery/discover.ts';
import type { LinksChecked } from '../links/check-links.ts';
import type { PreviewedPage } from '../trial/preview.ts';
import type { HandedOver } from '../uploads/take-in.ts';
import type { TrialOutcome, Tried } from './trials.ts';

/** For rooms that see the harvester and not its adapters. */
export type { Discovery, LinksChecked, ProbeReport, TrialOutcome, Tried };

export interface LinkWatch {
  signal?: AbortSignal;
  onChecked?: (check: LinkCheck) => void;
}

/** Sent at the start, with every committed batch, and at the end of a run. */
export interface Progress {
  run: string;
  source: string;
  status: RunStatus;
  ledger: Ledger;
  requests: Run['requests'];
  at: string;
}

export interface StartOptions {
  trigger: Run['trigger'];
  full?: boolean;
  dryRun?: boolean;
  /** Reads what the catalogue keeps again, asking the source for nothing; `full` says nothing then. */
  replay?: boolean;
  /** One slot is one run however often it is asked for; a fresh one where absent. */
  slot?: string;
}

export interface HarvestControl {
  /**
   * Queues a run. Throws `source.unknown`, `config.not-harvestable`; `run.already-running` where the source is
   * being harvested. Asked again for the same slot, it returns the same run.
   */
  start(source: string, options: StartOptions): Promise<Run>;
  /**
   * Keeps a file of the source's catalogue and queues a run over it. Throws what `start` throws, and
   * `source.takes-no-files`, `source.not-spreadsheet`, `source.no-header`, `source.secret`, `request.too-large`.
   */
  upload(source: string, file: HandedOver): Promise<{ upload: Upload; run: Run }>;
  /** Stops a run at once, keeping its checkpoint. Throws `run.unknown`. */
  stop(run: string): Promise<Run>;
  /** Resolves when the run has ended. */
  ended(run: string): Promise<Run>;
  /** Carries out held deletions; returns how many entries were removed. */
  release(held: string, by: string): Promise<number>;
  /** Keeps the entries; the same deletions are not held again until the source lists them. */
  refuse(held: string, by: string): Promise<void>;
  /** What a replay of the source would change; nothing is written. Throws `source.unknown`, `config.not-harvestable`. */
  preview(source: string): AsyncIterable<PreviewedPage>;
  /**
   * What a configured source (by id), an address or a file would come to, its first records. Nothing is written, a file is
   * kept nowhere. An address of this network is asked only for an administrator (`trusted`), where the settings allow it.
   * Throws `source.unknown`, `config.not-harvestable`, what `discover` and `upload` throw, and the signal's reason.
   */
  trial(
    tried: Tried | string,
    options: { size: number; signal: AbortSignal; trusted?: boolean },
  ): Promise<TrialOutcome>;
  /** Asks a source that need not be configured yet; nothing is written. */
  probe(source: Source): Promise<ProbeReport>;
  /**
   * Looks at an unknown address: which family speaks there. Nothing is written; one of this network is asked only where the
   * settings allow it. Throws `request.invalid`, `config.unknown-family`.
   */
  discover(address: string, family?: string): Promise<Discovery>;
  /**
   * Asks the addresses of a sample of the source's entries, so many entries, and keeps what they showed; stopped by `signal`.
   * Throws `source.unknown`, `config.not-harvestable`.
   */
  checkLinks(source: string, size: number, options?: LinkWatch): Promise<LinksChecked>;
  /** What this process does itself: whether it takes jobs, and the ids of the runs it is at. */
  here(): { takesJobs: boolean; runs: string[] };
  /** Runs of all processes: waiting for their turn, and being done. Throws `queue.unavailable`. */
  depth(): Promise<{ waiting: number; active: number }>;
  /** Listens to progress; returns the way to stop listening. */
  onProgress(listener: (progress: Progress) => void): () => void;
  /** Runs the schedule until `close`. */
  schedule(): void;
  /** Lets running batches finish, keeps checkpoints, stops. */
  close(): Promise<void>;
}
