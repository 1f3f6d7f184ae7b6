import { describe, expect, it } from 'vitest';
import { sensitiveIn } from '../../../index/watch/lists/sensitive.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { entryOf } from '../entries.ts';

const raised = (over: Partial<Entry>): string[] =>
  sensitiveIn(entryOf('s', '1', over))?.reasons.map(({ code, values }) => `${code} ${values?.certainty}`) ??
  [];

const described = (title: string, description: string): string[] => raised({ title, description });

describe('open entries that name what belongs to a person', () => {
  it('are known by the items that their descriptions list', () => {
    expect(described('低保名单', '主要包括户主姓名、户主身份证号、家庭住址等信息')).toEqual([
      'identity-number certain',
      'home-address certain',
    ]);
    expect(described('科技特派员名单', '姓名,手机号码,服务总天数')).toEqual(['mobile-number certain']);
    expect(described('阳光家园人员', '包括序号、姓名、残疾类别、残疾等级')).toEqual(['health certain']);
    expect(described('违法犯罪判决信息', '姓名，定罪罪名，适用主刑种类，生效日期')).toEqual([
      'punishment certain',
    ]);
    expect(described('驾驶员登记', '所属单位、姓 名、身份证号')).toEqual(['identity-number certain']);
  });

  it('are known by data items in Chinese, English and the initials of pinyin', () => {
    const items = (...names: string[]) => raised({ dataItems: names.map((name) => ({ name })) });
    expect(items('XM', 'SFZH')).toEqual(['identity-number certain']);
    expect(items('user_name', 'mobile_phone')).toEqual(['mobile-number likely']);
    expect(items('公民身份号码')).toEqual(['identity-number certain']);
    expect(items('shop_id', 'id', 'mobility')).toEqual([]);
  });

  it('are told from what only looks alike', () => {
    expect(described('企业信息', '包括统一社会信用代码、企业名称、法定代表人、联系电话、住所等内容')).toEqual(
      [],
    );
    expect(described('居民身份证拍照点', '公安局提供的居民身份证拍照地点信息，包含地址及联系方式等')).toEqual(
      [],
    );
    expect(described('拖拉机行驶证', '所有人应当持本人身份证明和机具来源证明,申请登记')).toEqual([]);
    expect(described('办事指南', '办理时需要提交身份证、户口簿')).toEqual([]);
    expect(described('执法人员', '姓名、工作单位、自治区执法证件号、发证日期')).toEqual([]);
    expect(described('移动电话用户数', '年份、移动电话用户数、移动电话普及率')).toEqual([]);
    expect(described('身份识别', '身份类型、年份、社会身份')).toEqual([]);
    expect(described('残疾人就业先进单位名单', '残疾人就业工作先进单位')).toEqual([]);
    expect(described('定点医疗机构名单', '名称、地址、门诊科室')).toEqual([]);
    expect(described('失信被执行人名单', '失信被执行人名单信息(法人和其他组织)')).toEqual([]);
    expect(described('渔业处罚（法人）', '违法主体名称或姓名、处罚种类')).toEqual([]);
    expect(described('环保处罚信息', '企业名称、处罚决定书文号、处罚结果')).toEqual([]);
    expect(described('人员信息', '年龄、学历，不含姓名、身份证号')).toEqual([]);
  });

  it('are graded: what is a company’s by law lower than what is a person’s', () => {
    expect(described('行政处罚信息', '法定代表人、行政处罚决定书文号、违法事实')).toEqual([
      'punishment possible',
    ]);
    expect(described('企业行政处罚', '企业名称、统一社会信用代码、法定代表人、处罚决定书文号')).toEqual([
      'punishment possible',
    ]);
    expect(described('残疾人生活补贴名单', '残疾人生活补贴发放情况')).toEqual(['health possible']);
    expect(described('处罚结果', '统一社会信用代码/身份证号码、处罚内容')).toEqual([
      'identity-number likely',
    ]);
    const told = { title: '低保名单', description: '姓名、身份证号（脱敏）' };
    expect(raised(told)).toEqual(['identity-number likely']);
    const { description, title } = told;
    expect(raised({ title, description, openness: { class: 'on-application', raw: '依申请开放' } })).toEqual([
      'identity-number possible',
    ]);
  });

  it('are open ones only', () => {
    const description = '姓名、身份证号';
    expect(raised({ description, openness: { class: 'closed', raw: '不予开放' } })).toEqual([]);
    expect(raised({ description, mode: 'sharing' })).toEqual([]);
  });

  it('keep hostile words as text, cut', () => {
    const found = sensitiveIn(
      entryOf('s', '1', { title: '<script>alert(1)</script>', description: '姓名、<b>身份证号</b>、{x}' }),
    );
    expect(found?.title).toBe('<script>alert(1)</script>');
    expect(found?.reasons[0]?.words).toEqual(['身份证号']);
    const long = `姓名、${'、'.repeat(100_000)}身份证号`;
    expect(sensitiveIn(entryOf('s', '1', { description: long }))).toBeUndefined();
  });
});
