/** A real receiver of webhooks, which answers as a test says and remembers what came. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Receiver {
  url: string;
  origin: string;
  received: Received[];
  /** How the next ones are answered; 204 where nothing is said. */
  answer: (response: ServerResponse) => void;
  /** Resolves once so many have come. */
  come(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const waiting = new Set<() => void>();
  const receiver: Omit<Receiver, 'url' | 'origin' | 'close'> = {
    received: [],
    answer: (response) => response.writeHead(204).end(),
    async come(count) {
      while (receiver.received.length < count) {
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      receiver.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
      receiver.answer(response);
      for (const tell of waiting) tell();
      waiting.clear();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return Object.assign(receiver, {
    ...{ origin, url: `${origin}/hook?secret=1` },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
