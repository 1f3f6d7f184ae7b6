/** English names of places: established ones, what the rule makes of the rest, and no Chinese left over. */
import { describe, expect, it } from 'vitest';
import { findRegion, region, regions } from '../../config/regions.ts';
import { placeLabel, regionLabel } from '../../config/words.ts';

const english = (name: string, within?: string): string =>
  regionLabel(findRegion(name, within)?.code ?? name).en;

describe('English names of places', () => {
  it.each([
    ['重庆市', 'Chongqing'],
    ['长沙市', 'Changsha'],
    ['厦门市', 'Xiamen'],
    ['西安市', "Xi'an"],
    ['吕梁市', 'Lüliang'],
    ['六安市', "Lu'an"],
    ['呼和浩特市', 'Hohhot'],
    ['乌鲁木齐市', 'Urumqi'],
    ['拉萨市', 'Lhasa'],
    ['哈尔滨市', 'Harbin'],
    ['黔西南布依族苗族自治州', 'Qianxinan'],
    ['锡林郭勒盟', 'Xilingol'],
    ['昌都市', 'Qamdo'],
    ['乐清市', 'Yueqing City'],
    ['江都区', 'Jiangdu District'],
    ['清新区', 'Qingxin District'],
    ['沙县区', 'Shaxian District'],
    ['单县', 'Shanxian County'],
    ['恭城瑶族自治县', 'Gongcheng Yao Autonomous County'],
    ['双江拉祜族佤族布朗族傣族自治县', 'Shuangjiang Lahu, Va, Blang and Dai Autonomous County'],
    ['鄂伦春自治旗', 'Oroqen Autonomous Banner'],
    ['前郭尔罗斯蒙古族自治县', "Qianguo'erluosi Mongol Autonomous County"],
    ['梅里斯达斡尔族区', 'Meilisi Daur District'],
    ['万柏林区', 'Wanbailin District'],
    ['巴林左旗', 'Balin Left Banner'],
    ['下花园区', 'Xiahuayuan District'],
    ['神农架林区', 'Shennongjia Forestry District'],
    ['石家庄高新技术产业开发区', 'Shijiazhuang High-tech Industrial Development Zone'],
  ])('%s is %s', (name, expected) => expect(english(name)).toBe(expected));

  it('has none that is left in Chinese, and none that is empty', () => {
    const left = regions().filter(({ code }) => !/^[\p{Script=Latin}' ,-]{2,}$/u.test(regionLabel(code).en));
    expect(left.map(({ name }) => name)).toEqual([]);
  });

  it('names a place with those that it lies in', () => {
    const district = findRegion('路桥区')?.code ?? '';
    expect(region(district)?.level).toBe('county');
    expect(placeLabel(district).en).toBe('Zhejiang Taizhou Luqiao District');
  });
});
