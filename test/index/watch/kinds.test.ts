import { describe, expect, it } from 'vitest';
import { Alike } from '../../../index/watch/alike.ts';
import { kindOf } from '../../../index/watch/kinds.ts';

const key = (title: string, from = '450100'): string => kindOf(title, from).key;

describe('the kind of a title', () => {
  it('is the same whichever place, office and time it is of', () => {
    const same = [
      '律师事务所信息',
      '南宁市律师事务所名录',
      '南宁市2022年律师事务所（第三批）',
      '司法局律师事务所一览表',
      '市司法局_律师事务所',
    ];
    expect(new Set(same.map((title) => key(title)))).toEqual(new Set(['律师事务所']));
    expect(kindOf('南宁市2022年1-6月律师事务所信息', '450100').name).toBe('律师事务所信息');
  });

  it('is none where only empty words are left', () => {
    for (const title of ['基本信息', '2022年统计数据', '南宁市', '其他', '！！！'])
      expect(key(title), title).toBe('');
  });

  it('tells kinds apart', () => {
    expect(key('公证员信息')).not.toBe(key('公证机构信息'));
    expect(key('A级景区')).not.toBe(key('AAAAA级景区'));
  });
});

describe('titles that are of a kind', () => {
  const alike = new Alike(['定点零售药店', '公证机构', '星级饭店']);
  it('say it otherwise, in full, within more or shorter', () => {
    expect(alike.of('医保定点零售药店')).toEqual(['定点零售药店']);
    expect(alike.of('定点药店')).toEqual(['定点零售药店']);
    expect(alike.of('公证机构年检结果')).toEqual(['公证机构']);
    expect(alike.of('住宿', '全市星级饭店名称地址')).toEqual(['星级饭店']);
  });
  it('are not those that share a word', () => {
    expect(alike.of('零售企业')).toEqual([]);
    expect(alike.of('司法鉴定机构')).toEqual([]);
    expect(alike.of('')).toEqual([]);
  });
});
