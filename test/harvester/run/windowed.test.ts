/** Whole runs over a CKAN site that ends its offsets, and what such a site sends of odd, to the entries. */
import { afterEach, describe, expect, it } from 'vitest';
import { type CkanVariant, ckan } from '../../sources/wires/ckan.ts';
import { openRig, type Rig, testSource } from '../rig.ts';

let rig: Rig | undefined;
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

const variantOf = (variant: CkanVariant) => {
  const source = testSource('capped', { family: 'ckan', options: { rows: 25, cap: 60 } });
  const wire = ckan({ origin: 'https://capped.gov.cn', context: '', title: '测试' }, variant);
  return { source, things: 230, platform: { wire } };
};

describe('a site that ends its offsets', () => {
  it('is harvested whole, and what leaves it is removed', async () => {
    rig = await openRig(variantOf({ cap: 60 }));
    const first = await rig.harvest();
    expect([first.status, first.ledger.added]).toEqual(['succeeded', 230]);
    rig.platform.mutate.remove(rig.platform.things[100]!.id);
    const second = await rig.harvest();
    expect([second.status, second.ledger.removed, second.ledger.unchanged]).toEqual(['succeeded', 1, 229]);
  });

  it('and drops its filter one day removes nothing, and the run says that it is short', async () => {
    const variant: CkanVariant = { cap: 60 };
    rig = await openRig(variantOf(variant));
    await rig.harvest();
    variant.deaf = true;
    const run = await rig.harvest();
    expect([run.status, run.ledger.removed, run.ledger.indexed]).toEqual(['incomplete', 0, 230]);
    expect(run.problems.map(({ code }) => code)).toContain('listing.short');
  });
});
