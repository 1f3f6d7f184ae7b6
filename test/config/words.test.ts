/** Words for codes: every family has a name, and every fault of others what they can do about it. */
import { describe, expect, it } from 'vitest';
import { familyNames } from '../../adapters/registry.ts';
import { ERRORS } from '../../config/errors/errors.ts';
import { families } from '../../config/families.ts';
import { allWords, mendingOf } from '../../config/words.ts';

describe('words', () => {
  it('name every family that a source may speak, and no other', () => {
    const named = [...allWords('family').map(({ value }) => value), ...families().keys()];
    expect(named.toSorted()).toEqual(familyNames());
  });

  it('say what can be done about every fault of a source or a record, in both languages', () => {
    const faults = Object.entries(ERRORS).filter(([, { blame }]) => blame === 'source' || blame === 'record');
    expect(faults.length).toBeGreaterThan(40);
    const silent = faults.filter(([code]) => {
      const mend = mendingOf(code);
      return (
        mend === null ||
        !/[\u4e00-\u9fff]/.test(mend.zh) ||
        /[\u4e00-\u9fff]/.test(mend.en.replaceAll('信息资源名称', ''))
      );
    });
    expect(silent.map(([code]) => code)).toEqual([]);
    expect(mendingOf('internal')).toBeNull();
  });
});
