/** By which name this installation stands in the provenance of entries that another Huimu takes from it. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { Settings } from '../config/settings/settings.ts';

/**
 * The setting; else a name made of where the catalogue is kept and who answers for it, so that it stays while these do.
 * Whoever feeds another Huimu sets it: a feed that comes round is recognised by it.
 */
export function instanceOf({
  instance,
  elasticsearchUrl,
  elasticsearchPrefix,
  data,
  contact,
}: Settings): string {
  if (instance !== undefined) return instance;
  const place =
    elasticsearchUrl === undefined
      ? resolve(data)
      : [
          ...elasticsearchUrl.split(',').map((url) => URL.parse(url.trim())?.host ?? ''),
          elasticsearchPrefix,
        ].join(' ');
  const digest = createHash('sha256')
    .update(JSON.stringify([place, contact ?? null]))
    .digest('hex');
  return `huimu-${digest.slice(0, 16)}`;
}
