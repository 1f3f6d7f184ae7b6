/** All tools, in the order in which they are listed. */

import type { Tool } from './tool.ts';
import { coverage } from './tools/coverage.ts';
import { getting } from './tools/getting.ts';
import { resource } from './tools/resource.ts';
import { search } from './tools/search.ts';
import { statistics } from './tools/statistics.ts';

export const TOOLS = [search, resource, getting, statistics, coverage] as unknown as readonly Tool[];
