/** Puts a composed Huimu behind an address. */
import type { Huimu } from '../compose.ts';
import { apiContext } from '../context-of.ts';
import { listenAt } from './listening.ts';
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
  const settings = { zh: 'HUIMU_HOST 或 HUIMU_PORT', en: 'HUIMU_HOST or HUIMU_PORT' };
  return {
    address: await listenAt(server, { host, port, settings }),
    pages: context.pages !== undefined,
    openToLoopback: context.openToLoopback,
    close: () => server.close(),
  };
}
