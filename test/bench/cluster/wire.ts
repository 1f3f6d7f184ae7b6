/** Requests by plain `node:http` over kept connections: what any client of the cluster at least does. */
import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Wire {
  /** The whole answer, unread. Throws where its status tells of a failure. */
  send(method: string, path: string, body?: string | Buffer): Promise<Buffer>;
  /** The answer as JSON. */
  ask<T>(method: string, path: string, body?: object): Promise<T>;
  close(): void;
}

/** A bulk's lines are JSON to Elasticsearch too. */
const TYPE = 'application/json';

export function plainWire(url: string): Wire {
  const agent = new Agent({ keepAlive: true });

  const send = (method: string, path: string, body?: string | Buffer): Promise<Buffer> =>
    new Promise((resolve, reject) => {
      const headers =
        body === undefined
          ? {}
          : {
              'content-type': TYPE,
              'content-length': Buffer.isBuffer(body) ? body.length : Buffer.byteLength(body),
            };
      const asked = request(new URL(path, url), { method, headers, agent }, (answer) => {
        buffer(answer).then((bytes) => {
          const { statusCode = 0 } = answer;
          if (statusCode < 300) resolve(bytes);
          else reject(new Error(`${method} ${path}: ${statusCode} ${bytes.toString('utf8').slice(0, 500)}`));
        }, reject);
      });
      asked.on('error', reject);
      asked.end(body);
    });

  return {
    send,
    async ask<T>(method: string, path: string, body?: object) {
      const bytes = await send(method, path, body === undefined ? undefined : JSON.stringify(body));
      return JSON.parse(bytes.toString('utf8')) as T;
    },
    close: () => agent.destroy(),
  };
}

/** The same, where what is asked for may not be there: then undefined. */
export async function askedIfThere<T>(wire: Wire, method: string, path: string): Promise<T | undefined> {
  try {
    return await wire.ask<T>(method, path);
  } catch (error) {
    if (/: 404 /.test(String(error))) return undefined;
    throw error;
  }
}
