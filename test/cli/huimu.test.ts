/** The command by its words, its outputs and its exit codes. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSources } from '../../config/registry/sources.ts';
import { type Country, startCountry } from '../sources/country.ts';
import { bareThing } from '../sources/thing.ts';
import { type Outcome, routesOf, run, sourcesFolder, start } from './command.ts';

const PLATFORMS = ['guangxi', 'guangxi-guilin', 'guizhou-guiyang', 'guizhou-zunyi', 'guizhou-anshun'];
let country: Country;
let environment: Record<string, string>;
/** What the first harvest said; the others find its entries. */
let harvested: Outcome;

beforeAll(async () => {
  country = await startCountry({ platforms: PLATFORMS, scale: 0.1 });
  country.mutate('guizhou-guiyang').add(bareThing('999', '停车场\u001b]0;owned\u0007\u001b[2J清单'));
  country.misbehave('guizhou-zunyi', { what: 'challenge' });
  country.misbehave('guizhou-anshun', { what: 'short' });
  const rows = loadSources().filter(({ id, harvest }) => harvest === undefined || PLATFORMS.includes(id));
  environment = {
    HUIMU_SOURCES: sourcesFolder(rows),
    HUIMU_ROUTES: routesOf(country.routes),
    HUIMU_CONTACT: 'data@example.cn',
    HUIMU_DATA: mkdtempSync(join(tmpdir(), 'huimu-data-')),
  };
  harvested = await run(['harvest', 'guangxi-guilin', 'guangxi', 'guizhou-guiyang'], environment);
});
afterAll(() => country.close());

const expectedOf = (id: string) => country.platforms.find((platform) => platform.id === id)?.expected;

describe('usage', () => {
  it.concurrent('is explained, with the exit codes', async () => {
    const { code, stdout } = await run(['--help']);
    expect(code).toBe(0);
    for (const word of ['demo', 'serve', 'harvest', 'sources', 'search', '130'])
      expect(stdout).toContain(word);
  });

  it.concurrent('that is wrong exits with 2 and says what is wrong', async () => {
    const { code, stderr } = await run(['hravest', '--all']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/hravest|Did you mean harvest/);
  });

  it.concurrent.each([
    [['harvest'], {}, '--all'],
    [['harvest', 'nowhere'], {}, 'nowhere'],
    [['harvest', 'guangxi-guilin'], { HUIMU_CONTACT: '' }, 'HUIMU_CONTACT'],
    [['harvest', 'guangxi-guilin'], { HUIMU_PARALLEL: '0' }, 'HUIMU_PARALLEL'],
    [['search', '信息', '--region', '亚特兰蒂斯'], {}, '亚特兰蒂斯'],
    [['search', '信息', '--size', '0'], {}, '--size'],
    [['serve', '--port', '99999'], {}, '65535'],
    [['sources', 'probe', 'not-an-address'], {}, 'not-an-address'],
    [['sources', 'probe', 'ftp://a.example'], {}, 'ftp://a.example'],
    [['harvest', 'jilin'], {}, 'docs/adding-a-platform.md'],
    [['demo', '--platforms', 'guangxi,atlantis'], {}, 'atlantis'],
  ])('names what is wrong: %j %j', async (args, over, named) => {
    const { code, stdout, stderr } = await run(args, { ...environment, ...over });
    expect(stderr).toContain(named);
    expect([code, stdout]).toEqual([2, '']);
  });

  it.concurrent('says that a catalogue is empty, and which folder cannot be written', async () => {
    const HUIMU_DATA = mkdtempSync(join(tmpdir(), 'huimu-data-'));
    const empty = await run(['search', '停车场'], { HUIMU_DATA });
    expect([empty.code, empty.stderr.includes('huimu harvest')]).toEqual([0, true]);
    writeFileSync(join(HUIMU_DATA, 'file'), '');
    const over = { ...environment, HUIMU_DATA: join(HUIMU_DATA, 'file') };
    const unwritable = await run(['harvest', 'guangxi-guilin'], over);
    expect([unwritable.code, unwritable.stderr.includes('HUIMU_DATA')]).toEqual([1, true]);
    expect(unwritable.stderr).not.toContain('    at ');
  });

  it.concurrent('ends well where its reader has seen enough', async () => {
    const listing = start(['sources', 'list', '--json']);
    listing.child.stdout?.destroy();
    const { code, stderr } = await listing.ended;
    expect([code, stderr]).toEqual([0, '']);
  });

  it.concurrent('names file and line of a wrong source', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'huimu-sources-'));
    writeFileSync(join(folder, 'wrong.yaml'), '- id: Wrong Id\n  title: 错\n');
    const { code, stderr } = await run(['sources', 'check'], { HUIMU_SOURCES: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/wrong\.yaml:1/);
  });

  it.concurrent('checks the sources that come with it', async () => {
    const { code, stdout } = await run(['sources', 'check', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).harvestable).toBeGreaterThan(70);
  });

  it.concurrent('speaks English where it is asked to', async () => {
    const asked = await run(['harvest', 'nowhere', '--lang', 'en'], environment);
    const locale = await run(['harvest', 'nowhere'], { ...environment, LANG: 'en_GB.UTF-8' });
    expect(asked.stderr).toContain('There is no such source');
    expect(locale.stderr).toContain('There is no such source');
  });
});

describe('a file that is handed over', () => {
  const rows = [
    '信息资源名称,信息资源代码,信息资源提供方,密级',
    '人口统计,3021/000001,福州市统计局,',
    ',,福州市统计局,',
    '人口,3021/000001,福州市统计局,',
    '不可说之事,3021/000003,福州市统计局,机密',
  ];

  it('is harvested though nobody may be asked, its refused rows named by their cells', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'huimu-upload-'));
    const file = join(folder, '目录.csv');
    writeFileSync(file, rows.join('\n'));
    const alone = { HUIMU_DATA: folder };
    const { code, stdout } = await run(['upload', 'fujian-hub', file], alone);
    expect(code).toBe(3);
    for (const place of ['CSV!A3', 'CSV!B4', 'CSV!D5']) expect(stdout).toContain(place);
    expect(stdout).not.toContain('不可说之事');
    writeFileSync(file, rows.slice(0, 2).join('\n'));
    const good = await run(['upload', 'fujian-hub', file, '--json'], alone);
    expect([good.code, JSON.parse(good.stdout).run.ledger.unchanged]).toEqual([0, 1]);
    writeFileSync(file, '%PDF-1.7');
    const wrong = await run(['upload', 'fujian-hub', file], alone);
    expect([wrong.code, wrong.stderr.includes('source.not-spreadsheet')]).toEqual([1, true]);
    const { stdout: log } = await run(['audit', '--act', 'upload', '--json'], alone);
    expect(JSON.parse(log)).toHaveLength(3);
    rmSync(folder, { recursive: true });
  });
});

describe('replaying', () => {
  it('reads what is kept again, though nobody may be asked', async () => {
    const alone = { ...environment, HUIMU_CONTACT: '', HUIMU_ROUTES: '' };
    const { code, stdout } = await run(['replay', 'guangxi', '--json'], alone);
    const [ended] = JSON.parse(stdout).runs;
    expect([code, ended.replay, ended.status]).toEqual([0, true, 'succeeded']);
    expect(ended.ledger).toMatchObject({ listed: expectedOf('guangxi'), updated: 0, rejected: {} });
    const audit = await run(['audit', '--act', 'replay'], environment);
    expect(audit.stdout).toMatch(/重放.*已执行/);
    const none = await run(['replay'], environment);
    expect([none.code, none.stderr.includes('--all')]).toEqual([2, true]);
  });
});

describe('the audit log', () => {
  it('names who started what by the command line', async () => {
    const { code, stdout } = await run(
      ['audit', '--act', 'start', '--source', 'guangxi', '--json'],
      environment,
    );
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject([
      { by: expect.stringMatching(/^cli:./), act: 'start', source: 'guangxi', refused: null },
    ]);
    const shown = await run(['audit', '--size', '2'], environment);
    expect(shown.stdout).toMatch(/开始采集.*已执行/);
    const wrong = await run(['audit', '--from', '昨天'], environment);
    expect([wrong.code, wrong.stderr.includes('--from 昨天')]).toEqual([2, true]);
  });
});

describe('harvesting', () => {
  it('prints ledgers and totals, and exits with 0', () => {
    const { code, stdout, stderr } = harvested;
    expect(stderr).toContain('3/3');
    expect(code).toBe(0);
    for (const title of ['桂林公共数据开放平台', '各省合计', '广西', '贵州', '合计'])
      expect(stdout).toContain(title);
    // Progress has no place in the result, and a pipe is no terminal.
    expect(stdout + stderr).not.toContain('\u001b[');
  });

  it('gives runs as JSON, and a second run writes nothing', async () => {
    const { code, stdout } = await run(['harvest', 'guangxi-guilin', '--json'], environment);
    const { runs } = JSON.parse(stdout);
    const expected = expectedOf('guangxi-guilin');
    expect(code).toBe(0);
    expect(runs[0].ledger).toMatchObject({ unchanged: expected, added: 0, updated: 0, indexed: expected });
    expect(runs[0].requests.detail).toBe(0);
  });

  it('exits with 1 where a run failed, with 3 where a listing is not to be trusted', async () => {
    const failed = await run(['harvest', 'guizhou-zunyi', '--dry-run'], environment);
    expect(failed.stdout).toContain('source.blocked');
    expect(failed.code).toBe(1);
    const incomplete = await run(['harvest', 'guizhou-anshun', '--dry-run'], environment);
    expect(incomplete.stdout).toContain('listing.short');
    expect(incomplete.code).toBe(3);
  });

  it('stops at Ctrl-C with 130 and keeps what it has', async () => {
    country.misbehave('guangxi-guilin', { what: 'slow', ms: 120_000 });
    const started = start(['harvest', 'guangxi-guilin', '--full'], environment);
    await started.said(/0\/1/);
    started.child.kill('SIGINT');
    const { code, stdout, stderr } = await started.ended;
    country.misbehave('guangxi-guilin');
    expect(stderr).toContain('正在停止');
    expect(stdout).toContain('run.stopped');
    expect(code).toBe(130);
    const found = await run(['search', '--region', '桂林', '--json'], environment);
    expect(JSON.parse(found.stdout).entries).toBeGreaterThan(0);
  });
});

describe('asking', () => {
  it('finds words by region, without what could steer a terminal', async () => {
    const plain = await run(['search', '停车场', '--region', '贵阳'], environment);
    expect(plain.code).toBe(0);
    expect(plain.stdout).toContain('停车场');
    expect([...plain.stdout].filter((character) => character !== '\n' && /\p{Cc}/u.test(character))).toEqual(
      [],
    );
    const elsewhere = await run(['search', '停车场', '--region', '450300', '--json'], environment);
    const { hits } = JSON.parse(elsewhere.stdout);
    expect(
      hits.every((hit: { lead: { entry: { spatial: { code: string } } } }) =>
        hit.lead.entry.spatial.code.startsWith('45'),
      ),
    ).toBe(true);
  });

  it('lists sources with their state', async () => {
    const { code, stdout } = await run(['sources', 'list', '--json'], environment);
    expect(code).toBe(0);
    const states = new Map(
      JSON.parse(stdout).map((each: { id: string; state: string }) => [each.id, each.state]),
    );
    expect(states.get('guangxi')).toBe('harvested');
    expect([...states.values()]).toContain('not-connected');
  });

  it('tries an address, with or without the name of its family', async () => {
    const base = 'https://gl.data.gxzf.gov.cn/gl';
    const right = await run(['sources', 'probe', base, '--family', 'inspur-oportal', '--json'], environment);
    const answer = JSON.parse(right.stdout);
    expect(answer.fitting[0]).toMatchObject({ family: 'inspur-oportal', report: { ok: true } });
    expect(answer.row).toContain('family: inspur-oportal');
    expect(right.code).toBe(0);
    const wrong = await run(['sources', 'probe', base, '--family', 'ckan'], environment);
    expect(wrong.stdout).toMatch(/ckan: source\./);
    expect(wrong.code).toBe(1);
    const unknown = await run(['sources', 'probe', base, '--family', 'none'], environment);
    expect([unknown.code, unknown.stderr.includes('config.unknown-family')]).toEqual([2, true]);
  });
});

describe('serving', () => {
  it('answers until it is told to stop', async () => {
    const started = start(['serve', '--port', '0', '--no-schedule'], environment);
    const [, address] = await started.said(/(http:\/\/127\.0\.0\.1:\d+)/);
    const ready = await fetch(`${address}/readyz`);
    expect(await ready.json()).toMatchObject({ status: 'ready', sources: expect.any(Number) });
    // Others may read beside it, but not harvest into the same folder.
    const beside = await run(['search', '信息', '--json'], environment);
    expect([beside.code, JSON.parse(beside.stdout).resources > 0]).toEqual([0, true]);
    const second = await run(['harvest', 'guangxi-guilin'], environment);
    expect([second.code, second.stderr.includes('catalogue.in-use')]).toEqual([2, true]);
    // An open stream of events does not hold the server.
    const events = await fetch(`${address}/api/v1/events`);
    started.child.kill('SIGTERM');
    await events.text();
    expect((await started.ended).code).toBe(0);
  });

  it('says which address it cannot take', async () => {
    const first = start(['serve', '--port', '0', '--no-schedule'], environment);
    const [, port] = await first.said(/http:\/\/127\.0\.0\.1:(\d+)/);
    const second = await run(['serve', '--port', String(port), '--no-schedule'], {
      ...environment,
      HUIMU_DATA: mkdtempSync(join(tmpdir(), 'huimu-data-')),
    });
    first.child.kill('SIGTERM');
    await first.ended;
    expect([second.code, second.stderr.includes(`127.0.0.1:${port}`)]).toEqual([2, true]);
  });
});

describe('the demonstration', () => {
  it('harvests a country twice and compares', async () => {
    const { code, stdout } = await run([
      'demo',
      '--once',
      '--scale',
      '0.1',
      '--platforms',
      'guangxi-guilin,guizhou-anshun',
    ]);
    expect(stdout).toContain('2/2 个来源的条目数与其平台一致');
    expect(stdout).toMatch(/写入条目\s+\d+\s+0\n/);
    expect(stdout).toMatch(/其中详情\s+\d+\s+0\n/);
    expect(code).toBe(0);
  });

  it('says at once that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const args = ['demo', '--port', String(port), '--scale', '0.1', '--platforms', 'guizhou-anshun'];
    const { code, stdout, stderr } = await run(args);
    other.close();
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`127.0.0.1:${port}`);
  });

  it('serves what it found until stopped, and leaves nothing behind', async () => {
    const started = start([
      'demo',
      '--scale',
      '0.1',
      '--port',
      '0',
      '--platforms',
      'guizhou-anshun',
      '--lang',
      'en',
    ]);
    const [, address] = await started.said(/Huimu is ready: (\S+)/);
    const found = await fetch(`${address}/api/v1/search`);
    expect(((await found.json()) as { resources: number }).resources).toBeGreaterThan(0);
    started.child.kill('SIGINT');
    expect((await started.ended).code).toBe(0);
  });

  it('tells its stories, each a link of the first page: what is blocked, moved, empty, refused and held', async () => {
    const told = {
      'sichuan-yaan': 'blocked',
      'anhui-chuzhou': 'moved',
      'shanxi-datong': 'empty',
      'jiangsu-lianyungang': 'harvested',
      'jiangsu-suqian': 'held',
    };
    const platforms = Object.keys(told).join(',');
    const started = start([
      'demo',
      '--scale',
      '0.2',
      '--port',
      '0',
      '--platforms',
      platforms,
      '--lang',
      'en',
    ]);
    const [said, address] = await started.said(/[\s\S]*Huimu is ready: (\S+)/);
    // Three do not agree, and it says why.
    expect(said).toMatch(/2\/5 sources hold as many/);
    expect(said).toMatch(/sichuan-yaan: 0 \+ 0 ≠ \d+ {2}A blocked source/);
    const ask = async (path: string) => (await fetch(`${address}/api/v1${path}`)).json();
    const { tour } = (await ask('/about')) as { tour: { address: string }[] };
    const { items } = (await ask('/sources/jiangsu-lianyungang/runs')) as { items: { id: string }[] };
    const pages = Object.keys(told).map((source) => `/sources/${source}`);
    pages[pages.indexOf('/sources/jiangsu-lianyungang')] = `/runs/${items[0]?.id}`;
    expect(tour.map((one) => one.address)).toEqual(expect.arrayContaining(pages));
    for (const [source, state] of Object.entries(told)) {
      expect([source, ((await ask(`/sources/${source}`)) as { state: string }).state]).toEqual([
        source,
        state,
      ]);
    }
    expect(((await ask(`/runs/${items[0]?.id}/rejections`)) as { items: object[] }).items).toHaveLength(1);
    expect(((await ask('/watch')) as { at: string | null }).at).not.toBeNull();
    started.child.kill('SIGINT');
    expect((await started.ended).code).toBe(0);
  });
});

describe('an older Node', () => {
  const older = olderNode();
  it.skipIf(older === undefined)('hands over to the Node that the package brings', async () => {
    const { code, stdout } = await run(['sources', 'check', '--json'], {}, older);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).sources).toBeGreaterThan(70);
    expect((await run(['hravest'], {}, older)).code).toBe(2);
  });

  it.skipIf(older === undefined)('passes on what a service manager says to it alone', async () => {
    const data = mkdtempSync(join(tmpdir(), 'huimu-older-'));
    const served = start(['serve', '--port', '0', '--data', data, '--lang', 'en'], {}, older);
    const [, address] = await served.said(/is ready: (\S+)/);
    served.child.kill('SIGTERM');
    const { code, stderr } = await served.ended;
    expect([code, stderr.includes('Stopping')]).toEqual([0, true]);
    await expect(fetch(`${address}/healthz`)).rejects.toThrow();
  });
});

/** A Node before 24 on this machine, where there is one. */
function olderNode(): string | undefined {
  for (const node of ['/usr/local/bin/node', '/usr/bin/node']) {
    try {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' });
      if (Number(/^v(\d+)/.exec(version)?.[1]) < 24) return node;
    } catch {
      // Not there: the next.
    }
  }
  console.warn('!!! 本机没有旧版 Node，相关测试跳过 / no older Node on this machine, its test is skipped');
  return undefined;
}
