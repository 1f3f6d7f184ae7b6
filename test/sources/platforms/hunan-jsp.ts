/** Hunan's three JSP platforms (sheet 09). */
import { type PlayedPlatform, siteAt } from '../played.ts';
import { type JspVariant, jsp } from '../wires/products/hunan-jsp.ts';

const platform = (
  id: string,
  region: string,
  base: string,
  variant: Omit<JspVariant, 'folder'>,
): PlayedPlatform => {
  const { origin, context } = siteAt(base, id);
  return { id, region, origin, wire: jsp({ folder: context, ...variant }), shape: 'serial' };
};

export const JSP: PlayedPlatform[] = [
  platform('hunan-yueyang', '430600', 'https://www.yueyang.gov.cn/webapp/yydsj', { tree: 'zt', boxes: true }),
  platform('hunan-chenzhou', '431000', 'https://www.czs.gov.cn/webapp/czs/dataPublic', { tree: 'all' }),
  platform('hunan-yiyang', '430900', 'http://www.yiyang.gov.cn/webapp/yiyang2019/dataPublic', { gbk: true }),
];
