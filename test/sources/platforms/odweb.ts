/** The five platforms of Inspur's /odweb/ (sheet 04). */
import { type PlayedPlatform, siteAt } from '../played.ts';
import type { Site, Wire } from '../wire.ts';
import { inspurOdweb, inspurOdwebDatong, inspurOdwebWuxi } from '../wires/products/inspur-odweb.ts';

const odweb = (
  id: string,
  region: string,
  base: string,
  wire: (site: Site) => Wire = inspurOdweb,
): PlayedPlatform => {
  const site = siteAt(base, id);
  return { id, region, origin: site.origin, wire: wire(site), shape: 'hex32' };
};

export const ODWEB: PlayedPlatform[] = [
  odweb('shanxi-changzhi', '140400', 'https://www.changzhi.gov.cn/odweb'),
  odweb('ningxia-yinchuan', '640100', 'http://data.yinchuan.gov.cn/odweb'),
  odweb('xinjiang-wulumuqi', '650100', 'http://zwfw.wlmq.gov.cn/odweb'),
  odweb('jiangsu-wuxi', '320200', 'https://data.wuxi.gov.cn/data', inspurOdwebWuxi),
  odweb('shanxi-datong', '140200', 'http://www.dt.gov.cn/Dataopen', inspurOdwebDatong),
];
