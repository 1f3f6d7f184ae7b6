/** `huimu mcp`: the tools for an assistant on standard input and output, until it hangs up. */
import { once } from 'node:events';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { askingOf } from '../../assistants/asking.ts';
import { assistantServer } from '../../assistants/server.ts';
import type { Huimu } from '../../compose.ts';
import { apiContext } from '../../context-of.ts';
import { createServer } from '../../http/server.ts';
import { EXIT } from '../exit.ts';
import type { Terminal } from '../terminal.ts';
import { stopSignal } from './serve.ts';

const HERE = '127.0.0.1';

/** Standard output carries the protocol alone; whatever else there is to say goes to standard error. */
export async function mcp(huimu: Huimu, terminal: Terminal): Promise<number> {
  const { publicUrl, port } = huimu.settings;
  const context = apiContext(huimu);
  const server = await createServer({ ...context, pages: undefined });
  const base = publicUrl ?? `http://${HERE}:${port}`;
  const asking = askingOf(server, base, {
    remoteAddress: HERE,
    headers: { 'accept-language': terminal.language },
  });
  const served = serveStdio(() => assistantServer(asking, context.version), {
    onerror: (error) => terminal.note(error.message),
  });
  await Promise.race([once(process.stdin, 'end'), once(process.stdin, 'close'), stopSignal()]);
  await served.close();
  await server.close();
  return EXIT.ok;
}
