/** Whose platform a page says it is. Pure. */
import { load } from 'cheerio/slim';
import { findRegion, type Region } from '../../config/regions.ts';

const LONGEST_NAME = 14;

/** The page's title without what pages add to it: 首页, 欢迎访问, names of sections. */
export function siteTitle(text: string): string | undefined {
  if (!/<title/i.test(text)) return undefined;
  const said = load(text.slice(0, 1 << 20))('title')
    .first()
    .text()
    .replaceAll(/\s+/g, ' ')
    .trim();
  const parts = said
    .split(/[-_|–—·>]+/)
    .map((part) => part.replace(/^欢迎(?:访问|来到|光临)/, '').trim())
    .filter((part) => part !== '' && !/^(?:首页|主页|home|index|数据目录|数据开放)$/i.test(part));
  return parts.find((part) => /数据|开放|平台|catalog/i.test(part)) ?? parts[0];
}

/** The place that a title begins with or names: 柳州市公共数据开放平台, 欢迎使用广西数据开放平台. */
export function placeIn(title: string): Region | undefined {
  for (let from = 0; from < Math.min(title.length, 20); from += 1) {
    for (let length = Math.min(LONGEST_NAME, title.length - from); length >= 2; length -= 1) {
      const name = title.slice(from, from + length);
      const place = /^\p{Script=Han}+$/u.test(name) ? findRegion(name) : undefined;
      if (place !== undefined && place.level !== 'country') return place;
    }
  }
  return undefined;
}
