/** A Redis as an installation should have it: TLS by the installation's own authority, and one user with few rights. */
import { Redis } from 'ioredis';
import { freePort } from '../free-port.ts';
import type { Secrets } from '../secrets.ts';
import { ownRedis } from './service.ts';

export interface GuardedRedis {
  /** `rediss://` with user and password. */
  url: string;
  port: number;
  /** What Redis refused since it was started. */
  refused(): Promise<string[]>;
  close(): Promise<void>;
}

/** Ask `mayOwnRedis` first. */
export async function guardedRedis(secrets: Secrets): Promise<GuardedRedis> {
  const server = await ownRedis();
  const keeper = new Redis(server.url);
  const port = await freePort();
  const set: Record<string, string | number> = {
    'tls-cert-file': secrets.path('redis.crt'),
    'tls-key-file': secrets.path('redis.key'),
    'tls-ca-cert-file': secrets.path('ca.crt'),
    'tls-auth-clients': 'no',
    'tls-port': port,
  };
  await keeper.config('SET', ...Object.entries(set).flat().map(String));
  // The keeper stays who it is; whoever comes later has to log in.
  for (const line of secrets.text('redis-users.acl').split('\n')) {
    const [, user, ...rules] = line.split(' ');
    await keeper.call('ACL', 'SETUSER', user as string, ...rules);
  }
  const url = secrets.text('redis-url').replace('redis:6379', `localhost:${port}`);
  const refused = async () =>
    ((await keeper.call('ACL', 'LOG')) as string[][]).map((entry) => entry.slice(0, 10).join(' '));
  return {
    url,
    port,
    refused,
    async close() {
      keeper.disconnect();
      await server.close();
    },
  };
}
