/** Offices: whose they are, and what they are for, however the name is written. */
import { describe, expect, it } from 'vitest';
import { normalize } from '../../normalizer/normalize.ts';
import { stateAgent } from '../../normalizer/values/publishers.ts';
import { source, statement } from './statements.ts';

const GANSU = '620000';
const LANZHOU = '620100';
const CHENGGUAN = '620102';
const of = (name: string, from = LANZHOU, record?: string) => {
  const { region, office } = stateAgent(name, from, record);
  return [region, office?.code];
};

describe('an office', () => {
  it.each([
    [
      '兰州市卫生健康委员会',
      '市卫健委',
      '卫健委',
      '兰州市-市卫生健康委',
      '【兰州市】卫生和计划生育委员会',
      '市卫计委',
    ],
    ['兰州市人力资源和社会保障局', '人社局', '市人力社保局'],
    ['兰州市住房和城乡建设局', '住建局', '市城乡建设局'],
    ['兰州市市场监督管理局', '市市场监管局', '市监局', '兰州市工商行政管理局', '质监局'],
    ['兰州市应急管理局', '市安监局', '安全生产监督管理局'],
    ['兰州市自然资源局', '国土资源局', '市自然资源和规划局'],
    ['兰州市人民政府办公室', '市政府办', '兰州市政府办公室'],
    ['兰州市委机构编制委员会办公室', '中共兰州市委编办', '市委编办'],
    ['兰州市机关事务管理局', '市机关事务服务中心'],
  ])('%s is one whatever its form', (first, ...others) => {
    const expected = of(first);
    expect(expected[0]).toBe(LANZHOU);
    expect(expected[1]).toEqual(expect.any(String));
    for (const other of others) expect([other, ...of(other)]).toEqual([other, ...expected]);
  });

  it.each([
    ['城关区教育局', CHENGGUAN, 'education'],
    ['兰州市城关区教育局', CHENGGUAN, 'education'],
    ['甘肃省兰州市城关区-区教育局', CHENGGUAN, 'education'],
    ['【城关区】档案馆', CHENGGUAN, 'archives'],
    ['市公安局城关分局', CHENGGUAN, 'public-security'],
    ['城关生态环境局', CHENGGUAN, 'environment'],
    ['国家税务总局兰州市城关区税务局', CHENGGUAN, 'tax'],
    ['中国人民银行兰州中心支行', LANZHOU, 'central-bank'],
    ['国家统计局兰州调查队', LANZHOU, 'survey'],
    ['城关区', CHENGGUAN, 'government'],
    ['省统计局', GANSU, 'statistics'],
    ['市场监督管理局', LANZHOU, 'market'],
    ['市政园林局', LANZHOU, null],
    ['兰州市第一人民医院', LANZHOU, null],
    ['兰州城投集团有限公司', LANZHOU, null],
  ])('%s is of %s and %s', (name, place, code) => {
    expect(of(name)).toEqual([place, code]);
  });

  it('of a bare tier on a platform above is that of the place the record is of', () => {
    expect(of('市教育局', GANSU)).toEqual([undefined, 'education']);
    expect(of('市教育局', GANSU, LANZHOU)).toEqual([LANZHOU, 'education']);
    expect(of('区教育局', LANZHOU, CHENGGUAN)).toEqual([CHENGGUAN, 'education']);
    expect(of('省教育厅', GANSU, LANZHOU)).toEqual([GANSU, 'education']);
    expect(of('统计局', GANSU, LANZHOU)).toEqual([GANSU, 'statistics']);
  });

  it('that collects what others hold is known as such', () => {
    const collects = (name: string) => stateAgent(name, LANZHOU).office?.collects;
    for (const name of ['兰州市大数据管理局', '数管局', '市数据局', '政务服务数据管理局', '科技与大数据局'])
      expect([name, collects(name)]).toEqual([name, true]);
    for (const name of ['兰州市统计局', '市第一中学', '兰州新区财政局'])
      expect(collects(name)).toBeUndefined();
  });

  it('of a zone is no office of the city', () => {
    expect(stateAgent('高新区财政局', LANZHOU).office).toEqual({ code: null, name: '高新区财政局' });
  });

  it('is none where the name names none, and the name stays as stated', () => {
    expect(stateAgent('人口基础库', LANZHOU)).toEqual({ name: '人口基础库', region: LANZHOU });
    expect(stateAgent('【城关区】城管局', LANZHOU).name).toBe('【城关区】城管局');
  });
});

describe('the place of the data', () => {
  const portal = source({ region: GANSU });
  const placed = (fields: Parameters<typeof statement>[0]) => {
    const { spatial, publisher, remarks } = normalize(portal, statement(fields));
    const inferred = remarks.some(({ field, code }) => field === 'spatial' && code === 'inferred');
    return [spatial.code, publisher?.region, inferred];
  };

  it.each([
    [{ title: '兰州市幼儿园信息' }, LANZHOU, undefined, true],
    [{ title: '兰州市城关区停车场' }, CHENGGUAN, undefined, true],
    [{ title: '幼儿园信息', publisher: '兰州市教育局' }, LANZHOU, LANZHOU, true],
    [{ title: '幼儿园信息', publisher: '兰州市城关区教育局' }, CHENGGUAN, CHENGGUAN, true],
    [{ title: '兰州市幼儿园信息', publisher: '市教育局' }, LANZHOU, LANZHOU, true],
    [{ title: '幼儿园信息', publisher: '市教育局', spatial: '兰州市' }, LANZHOU, LANZHOU, false],
    [{ title: '幼儿园信息', publisher: '省教育厅', spatial: '兰州市' }, LANZHOU, GANSU, false],
    [{ title: '幼儿园信息', publisher: '省教育厅' }, GANSU, GANSU, false],
    [{ title: '幼儿园信息', publisher: '市教育局' }, GANSU, undefined, false],
    [{ title: '城区停车场', publisher: '省住房和城乡建设厅' }, GANSU, GANSU, false],
    [{ title: '成都市停车场', publisher: '省教育厅' }, GANSU, GANSU, false],
    [{ title: '市场监管信息' }, GANSU, undefined, false],
  ])('of %j is %s, the office of %s', (fields, place, office, inferred) => {
    expect(placed(fields)).toEqual([place, office, inferred]);
  });

  it('is the one stated, whatever the title says', () => {
    expect(placed({ title: '兰州市停车场', spatial: '天水市' })[0]).toBe('620500');
  });
});
