/** The real platforms that can be played. */
import { ATHENA } from './platforms/athena-kf.ts';
import { GATEWAY } from './platforms/exchangeopengateway.ts';
import { FINDPAGE } from './platforms/gd-findpage.ts';
import { CMS } from './platforms/gov-cms.ts';
import { GUIZHOU } from './platforms/guizhou.ts';
import { JSP } from './platforms/hunan-jsp.ts';
import { OPORTAL } from './platforms/inspur-oportal.ts';
import { LONSUN } from './platforms/lonsun-label8888.ts';
import { ODWEB } from './platforms/odweb.ts';
import { DATASERVICE } from './platforms/portal-dataservice.ts';
import { SINGLE_GET } from './platforms/single-get.ts';
import { SINGLE_HTML } from './platforms/single-html.ts';
import { SINGLE_POST } from './platforms/single-post.ts';
import { JDOP } from './platforms/zhejiang-jdop.ts';
import type { PlayedPlatform } from './played.ts';

export const PLATFORMS: PlayedPlatform[] = [
  ...OPORTAL,
  ...GUIZHOU,
  ...ODWEB,
  ...GATEWAY,
  ...JDOP,
  ...ATHENA,
  ...FINDPAGE,
  ...DATASERVICE,
  ...LONSUN,
  ...CMS,
  ...JSP,
  ...SINGLE_POST,
  ...SINGLE_GET,
  ...SINGLE_HTML,
];
