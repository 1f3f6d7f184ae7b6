import { describe } from 'vitest';
import { createBullQueue } from '../../harvester/queue/bullmq/queue.ts';
import { redisLink } from '../../harvester/redis.ts';
import { describeQueue } from '../conformance/queue.ts';
import { ownPrefix, redisService } from '../services/redis/service.ts';

const redis = await redisService();

describe.skipIf(redis === undefined)('on Redis', () => {
  describeQueue('of BullMQ', ({ parallel }) =>
    createBullQueue({ link: redisLink({ url: redis?.url ?? '', prefix: ownPrefix() }), parallel }),
  );
});
