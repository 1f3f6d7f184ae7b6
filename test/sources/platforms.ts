/** The real platforms that can be played. */
import { GATEWAY } from './platforms/exchangeopengateway.ts';
import { GUIZHOU } from './platforms/guizhou.ts';
import { OPORTAL } from './platforms/inspur-oportal.ts';
import { ODWEB } from './platforms/odweb.ts';
import { SINGLE } from './platforms/single.ts';
import type { PlayedPlatform } from './played.ts';

export const PLATFORMS: PlayedPlatform[] = [...OPORTAL, ...GUIZHOU, ...ODWEB, ...GATEWAY, ...SINGLE];
