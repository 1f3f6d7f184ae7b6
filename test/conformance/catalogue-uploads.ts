/** Files that were handed over: kept whole whatever their size, the newest few of each source. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { KEPT } from '../../index/uploads.ts';
import { uploadOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

export const textOf = (body: Uint8Array | undefined): string | undefined =>
  body === undefined ? undefined : Buffer.from(body).toString('base64');

export function uploadsConformance(subject: Subject): void {
  describe('uploads', () => {
    it('are kept whole, in as many parts as they take', async () => {
      const { catalogue } = subject;
      // Random, so that packing makes it no smaller.
      const body = randomBytes(9_000_000);
      await catalogue.keepUpload(uploadOf('large', { bytes: body.length }), body);
      await catalogue.keepUpload(uploadOf('empty', { source: 't' }), Buffer.alloc(0));
      expect(await catalogue.uploads('s')).toEqual([uploadOf('large', { bytes: body.length })]);
      expect(Buffer.compare((await catalogue.uploadBody('large')) as Uint8Array, body)).toBe(0);
      expect(await catalogue.uploadBody('empty')).toHaveLength(0);
      expect(await catalogue.uploadBody('none')).toBeUndefined();
      expect(await catalogue.uploads('none')).toEqual([]);
    });

    it('are the newest few of each source', async () => {
      const { catalogue } = subject;
      const names = Array.from({ length: KEPT + 2 }, (_, at) => `u${at}`);
      const at = (index: number) => `2026-01-0${index + 1}T00:00:00.000Z`;
      await catalogue.keepUpload(uploadOf('other', { source: 't' }), Buffer.from('t'));
      // Out of order, and one of them twice.
      for (const index of [3, 0, 1, 2, 4, 6, 5, 5]) {
        await catalogue.keepUpload(uploadOf(`u${index}`, { at: at(index) }), Buffer.from(`body ${index}`));
      }
      const kept = await catalogue.uploads('s');
      expect(kept.map(({ id }) => id)).toEqual(names.slice(2).reverse());
      expect(textOf(await catalogue.uploadBody('u0'))).toBeUndefined();
      expect(textOf(await catalogue.uploadBody('u5'))).toBe(textOf(Buffer.from('body 5')));
      expect(await catalogue.uploads('t')).toHaveLength(1);
    });
  });
}
