/** What the routes answer from: the parts that the composition root joined. */
import type { Queue as BullQueue } from 'bullmq';
import type { Source } from '../config/registry/source.ts';
import type { HarvestControl } from '../harvester/control/control.ts';
import type { Registry } from '../harvester/registry/registry.ts';
import type { Catalogue } from '../index/port.ts';
import type { KeptExports } from './exports/kept.ts';
import type { Tally } from './metrics/tally.ts';
import type { Tour } from './schemas/about.ts';
import type { Part } from './schemas/health.ts';
import type { TellingMeans } from './telling/means.ts';

export interface ApiContext {
  /** What this process is for. */
  part: Part;
  catalogue: Catalogue;
  control: HarvestControl;
  /** What people set of sources and add to them. */
  registry: Registry;
  /** All rows, harvestable or not, by id, as of now. */
  sources: ReadonlyMap<string, Source>;
  /** BullMQ's queue, to look at; undefined where this process is alone. */
  board: BullQueue | undefined;
  /** Default schedule of sources that name none. */
  schedule: string;
  /** Key that acts need; undefined where there is none. */
  adminKey: string | undefined;
  /** Requests a minute, of strangers by address and of keys; wrong keys in ten minutes, by address. */
  limits: { perAddress: number; perKey: number; wrongKeys: number };
  /** Proxies that are believed who asks; none where undefined. */
  proxies: string | undefined;
  /** Acts are open to callers on this machine although there is no key. */
  openToLoopback: boolean;
  /** Folder of the built pages; undefined where they were not built. */
  pages: string | undefined;
  version: string;
  /** What addresses that are given out begin with, without closing slash; as each request has it where undefined. */
  publicUrl: string | undefined;
  /** Records of one answer of OAI-PMH. */
  oaiPage: number;
  /** Whom to turn to: a mailbox or a web page. */
  contact: string | undefined;
  /** The name of this installation among others of its kind. */
  instance: string;
  /** What this process has done since it was started. */
  tally: Tally;
  /** Files of exports, being written or waiting to be fetched. */
  exports: KeptExports;
  /** Where snapshots lie. */
  snapshotFolder: string;
  /** By what subscribers are told. */
  telling: TellingMeans;
  /** A line for every page; undefined where there is nothing to say. */
  notice: string | undefined;
  /** Ways to what is worth seeing; empty but in a demonstration. */
  tour: Tour;
  logLevel: string;
}
