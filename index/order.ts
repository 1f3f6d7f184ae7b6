/** The order of entries that nothing else tells apart: fixed by their ids, the same in every engine. */
import { createHash } from 'node:crypto';

/** 48 bits of a hash. Mixed, so that equals of one source do not stand in a block, and never of who came first. */
export const tieOf = (text: string): number => createHash('sha1').update(text).digest().readUIntBE(0, 6);
