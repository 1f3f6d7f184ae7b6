/** Listening at an address, and saying plainly where that cannot be done. */
import type { AddressInfo } from 'node:net';
import { CodedError } from '../../config/errors/errors.ts';
import type { ApiServer } from '../routes/route.ts';

export interface Listening {
  host: string;
  port: number;
  /** The settings that say so, in both languages. */
  settings: { zh: string; en: string };
}

/** Returns http://host:port. Throws `config.invalid` where the address cannot be listened at; the server is closed then. */
export async function listenAt(server: ApiServer, { host, port, settings }: Listening): Promise<string> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    throw new CodedError('config.invalid', `${host}:${port}: ${(error as Error).message}`, {
      hint: `请换 ${settings.zh}（0 为任意空闲端口） / take another ${settings.en} (0: any free one)`,
      cause: error,
    });
  }
  const bound = server.server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
}
