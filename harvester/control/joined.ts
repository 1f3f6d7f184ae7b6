/** What joins the processes of one installation: the queue and the hosts' gates, both on one Redis. */
import type { Queue as BullQueue } from 'bullmq';
import type { CodedError } from '../../config/errors/errors.ts';
import type { Gates } from '../pace/port.ts';
import { createRedisGates } from '../pace/redis-gates.ts';
import { createBullQueue } from '../queue/bullmq/queue.ts';
import type { Queue } from '../queue/port.ts';
import { redisLink } from '../redis.ts';

export interface Joined {
  /** Closed by the harvester that works over it. */
  queue: Queue;
  gates: Gates;
  /** The queue as BullMQ has it, to look at. */
  board: BullQueue;
}

export interface JoinOptions {
  url: string;
  /** File with the certificate of the authority that signed Redis's, PEM. */
  ca?: string;
  /** Runs at one time in this process. */
  parallel: number;
  /** Told when Redis is lost or refuses, and why. */
  onTrouble?: (error: CodedError) => void;
}

/** Throws `queue.unavailable` where Redis is not there, `config.invalid` where it cannot be asked as configured. */
export async function joinRedis({ url, ca, parallel, onTrouble }: JoinOptions): Promise<Joined> {
  const link = redisLink({ url, ...(ca && { ca }), ...(onTrouble && { onTrouble }) });
  const gates = await createRedisGates(link);
  try {
    const { board, ...queue } = await createBullQueue({ link, parallel });
    return { gates, queue, board };
  } catch (error) {
    gates.close();
    throw error;
  }
}
