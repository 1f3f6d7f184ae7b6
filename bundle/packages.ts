/** Which packages the bundle does not hold: those that bring binaries, workers or files of their own, and what only long-running processes load. */

const OUTSIDE = [
  '@bull-board/api',
  '@bull-board/fastify',
  '@elastic/elasticsearch',
  '@fastify/compress',
  '@fastify/cookie',
  '@fastify/etag',
  '@fastify/helmet',
  '@fastify/rate-limit',
  '@fastify/static',
  '@fastify/swagger',
  '@fastify/swagger-ui',
  '@modelcontextprotocol/server',
  '@node-rs/jieba',
  'bullmq',
  'fastify',
  'ioredis',
  'jsonld',
  'nodemailer',
  'prom-client',
  'write-excel-file',
];

export const leftOutside = (id: string): boolean =>
  OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`));
