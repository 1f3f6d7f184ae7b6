import { createInProcessQueue } from '../../harvester/queue/in-process.ts';
import { describeQueue } from './queue.ts';

describeQueue('in the process', async (options) => createInProcessQueue(options));
