import { pipeline } from './pipeline.ts';

for (const s of process.argv.slice(2)) {
  const f = await pipeline(s.split(':')[0]!, Number(s.split(':')[1] ?? 10000));
  const u = (n: number) => (n / f.entries).toFixed(0);
  const rate = (c: { seconds: number }) => (f.entries / c.seconds).toFixed(0);
  console.log(
    f.source,
    f.entries,
    'raw',
    rate(f.raw),
    `cpu ${u(f.raw.cpu)} main ${u(f.raw.main)}`,
    '| pipe',
    rate(f.first),
    `cpu ${u(f.first.cpu)} main ${u(f.first.main)} platform ${u(f.platform)}`,
    '| second',
    (f.second.seconds / f.first.seconds).toFixed(3),
    `cpu ${u(f.second.cpu)}`,
    'req',
    (f.requests.first / f.entries).toFixed(3),
    f.requests.second,
    f.rewritten,
  );
}
