/**
 * Sources that people added to the catalogue, as rows that stand in no file. Whoever adds one sits at a page and not at the
 * machine: a row of theirs names a web address, no folder, and none of this network unless the settings allow it.
 */
import { z } from 'zod';
import { familyOf } from '../../adapters/registry.ts';
import { CodedError, coded } from '../../config/errors/errors.ts';
import { resolveWire } from '../../config/families.ts';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';
import { requireOutside } from '../client/address.ts';

/** As kept. */
export const Added = z.strictObject({ row: z.looseObject({}), by: z.string(), at: z.string() });
export type Added = z.infer<typeof Added>;

/**
 * A row as a file would have it, checked. `inside`: addresses of this network may be named. Throws `request.invalid` and
 * `source.private-address`.
 */
export function rowToAdd(given: unknown, inside: boolean): HarvestableSource {
  const read = Source.safeParse(given);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || '(row)'}: ${message}`);
    throw new CodedError('request.invalid', faults.join('; '));
  }
  const { home, harvest } = read.data;
  if (harvest === undefined || harvest.base === '') {
    throw new CodedError('request.invalid', 'harvest.base：新来源须有接口地址 / a new source has an address');
  }
  if (harvest.options.from !== undefined) {
    throw new CodedError('request.invalid', 'harvest.options.from：只能写在配置文件里 / only in a file');
  }
  if (!inside) for (const address of [harvest.base, home ?? harvest.base]) requireOutside(address);
  try {
    resolveWire(harvest);
    familyOf(read.data);
  } catch (error) {
    const { detail, hint } = coded(error);
    throw new CodedError('request.invalid', detail, { ...(hint !== undefined && { hint }), cause: error });
  }
  return read.data as HarvestableSource;
}

/** Where two rows ask the same thing. */
export const wireOf = ({ harvest }: Pick<Source, 'harvest'>): string | undefined =>
  harvest === undefined || harvest.base === ''
    ? undefined
    : JSON.stringify([harvest.family, harvest.base, harvest.options]);
