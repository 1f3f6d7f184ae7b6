/** Puts a composed Huimu behind an address. */
import type { AddressInfo } from 'node:net';
import { CodedError } from '../config/errors.ts';
import { apiContext, type Huimu } from './compose.ts';
import { createServer } from './server.ts';

export interface Served {
  /** http://host:port */
  address: string;
  pages: boolean;
  openToLoopback: boolean;
  /** Ends connections; the parts stay open. */
  close(): Promise<void>;
}

/** Throws `config.invalid` where the address cannot be listened at. */
export async function listen(huimu: Huimu): Promise<Served> {
  const { host, port } = huimu.settings;
  const context = apiContext(huimu);
  const server = await createServer(context);
  try {
    await server.listen({ host, port });
  } catch (error) {
    await server.close();
    throw new CodedError('config.invalid', `${host}:${port}: ${(error as Error).message}`, {
      hint: '请换 HUIMU_HOST 或 HUIMU_PORT（0 为任意空闲端口） / take another HUIMU_HOST or HUIMU_PORT (0: any free one)',
      cause: error,
    });
  }
  const bound = server.server.address() as AddressInfo;
  return {
    address: `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`,
    pages: context.pages !== undefined,
    openToLoopback: context.openToLoopback,
    close: () => server.close(),
  };
}
