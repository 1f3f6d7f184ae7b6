import { Readable } from 'node:stream';
import { z } from 'zod';
import type { Progress } from '../../../harvester/control/control.ts';
import { LANGUAGE } from '../../parameters.ts';
import { refusals } from '../../schemas/error.ts';
import { ProgressEvent } from '../../schemas/run.ts';
import type { Route } from '../route.ts';

/** A silent connection is spoken to so often, in milliseconds, so that no proxy in between drops it. */
const HEARTBEAT = 15_000;

/**
 * Server-sent events. A reader slower than the harvest gets the newest progress of every run, not a backlog:
 * what waits is one event a run.
 */
class ProgressStream extends Readable {
  #waiting = new Map<string, Progress>();
  #flowing = true;
  #heartbeat = setInterval(() => this.#say(': alive\n\n'), HEARTBEAT).unref();

  constructor() {
    super();
    this.#say('retry: 3000\n: connected\n\n');
  }

  tell(progress: Progress): void {
    this.#waiting.set(progress.run, progress);
    if (this.#flowing) this.#flush();
  }

  override _read(): void {
    this.#flowing = true;
    this.#flush();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.#heartbeat);
    done(error);
  }

  #flush(): void {
    for (const [run, progress] of this.#waiting) {
      if (!this.#flowing) return;
      this.#waiting.delete(run);
      const data = ProgressEvent.encode(progress);
      this.#say(`event: progress\ndata: ${JSON.stringify(data)}\n\n`);
    }
  }

  #say(text: string): void {
    this.#flowing = this.push(text);
  }
}

/** The progress of runs as it happens. */
export const events: Route = (server, { control }) => {
  const open = new Set<ProgressStream>();
  server.addHook('preClose', async () => {
    for (const stream of open) stream.push(null);
  });

  server.get(
    '/api/v1/events',
    {
      // HEAD would open a stream that nobody reads.
      exposeHeadRoute: false,
      schema: {
        tags: ['runs'],
        summary: '采集进度（SSE，事件 progress）/ Progress of runs as server-sent events',
        querystring: z.strictObject({
          source: z.string().min(1).max(200).optional(),
          run: z.string().min(1).max(200).optional(),
          ...LANGUAGE,
        }),
        produces: ['text/event-stream'],
        response: {
          200: { content: { 'text/event-stream': { schema: z.string() } } },
          ...refusals,
        },
      },
    },
    (request, reply) => {
      const { source, run } = request.query;
      const stream = new ProgressStream();
      const quit = control.onProgress((progress) => {
        if ((source ?? progress.source) !== progress.source || (run ?? progress.run) !== progress.run) return;
        stream.tell(progress);
      });
      open.add(stream);
      stream.once('close', () => {
        quit();
        open.delete(stream);
      });
      reply.header('content-type', 'text/event-stream; charset=utf-8');
      reply.header('cache-control', 'no-store');
      reply.header('x-accel-buffering', 'no');
      (reply as { send(payload: unknown): unknown }).send(stream);
    },
  );
};
