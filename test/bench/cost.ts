/** What work costs. Of the program only types: whoever measures another checkout's modules loads none of this one's. */
import type { Batch, Catalogue } from '../../index/port.ts';

export interface Cost {
  seconds: number;
  /** Processor time of this process, all its threads, in µs. */
  cpu: number;
  /** Of it, this thread's. */
  main: number;
}

/** What a piece of work costs this process. */
export async function costOf<T>(work: () => Promise<T>): Promise<{ result: T; cost: Cost }> {
  const sum = ({ user, system }: NodeJS.CpuUsage) => user + system;
  const start = performance.now();
  const cpu = process.cpuUsage();
  const main = process.threadCpuUsage();
  const result = await work();
  return {
    result,
    cost: {
      seconds: (performance.now() - start) / 1000,
      cpu: sum(process.cpuUsage(cpu)),
      main: sum(process.threadCpuUsage(main)),
    },
  };
}

/** What writing them costs, what makes them left out. Throws where an entry is not taken. */
export async function costOfWriting(catalogue: Catalogue, batches: Iterable<Batch>): Promise<Cost> {
  const total: Cost = { seconds: 0, cpu: 0, main: 0 };
  for (const batch of batches) {
    const { result: failures, cost } = await costOf(() => catalogue.write(batch));
    if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
    total.seconds += cost.seconds;
    total.cpu += cost.cpu;
    total.main += cost.main;
  }
  return total;
}
