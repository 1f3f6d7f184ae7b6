/**
 * The list of an operation zone's products, or of a register's registrations, as their pages ask for it: JSON by page
 * number and size, each row with all it says, under the keys that such systems use.
 */
import type { SampledThing } from '../../thing.ts';
import { day, json, type Wire, whole } from '../../wire.ts';

const KEYS: Record<string, string> = {
  运营机构: 'operatorName',
  实施机构: 'implementOrgName',
  产品类型: 'productType',
  收费方式: 'chargeMode',
  应用场景: 'scenarios',
  授权模式: 'authMode',
  授权开始日期: 'authStartDate',
  授权结束日期: 'authEndDate',
  上限收费标准: 'ceilingPrice',
  具体收费标准: 'salePrice',
  登记对象: 'objectType',
  登记主体: 'registrantName',
  登记编码: 'registerCode',
  登记类型: 'registerType',
  登记日期: 'validStartDate',
  登记有效期: 'validPeriod',
  公示开始日期: 'publicityStartDate',
  公示结束日期: 'publicityEndDate',
};

const rowOf = (thing: SampledThing, titled: string) => ({
  id: thing.id,
  [titled]: thing.title,
  description: thing.description,
  orgName: thing.publisher,
  createTime: day(thing.issued) || null,
  updateTime: day(thing.modified) || null,
  ...Object.fromEntries(Object.entries(thing.extras).map(([label, words]) => [KEYS[label] ?? label, words])),
});

/** `path`: of the list; `titled`: the key that rows bear their title under. */
export const zoneList =
  (path: string, titled: 'productName' | 'resourceName'): Wire =>
  (asked, listing) => {
    if (asked.path !== path) return undefined;
    const size = Math.min(100, Math.max(1, whole(asked.query.get('pageSize'), 10)));
    const number = Math.max(1, whole(asked.query.get('pageNum'), 1));
    const rows = listing.slice((number - 1) * size, size).map((thing) => rowOf(thing, titled));
    return json('list', { code: 200, data: { total: listing.total, rows } });
  };
