/** What people write: text and nothing else, whatever it looks like; pages show it as text. */
import { z } from 'zod';
import { region } from '../../../config/regions.ts';

/** Lines may break; other control characters are refused. */
export const told = (longest: number, least = 1) =>
  z
    .string()
    .trim()
    .min(least)
    .max(longest)
    .refine(
      (text) => text.isWellFormed() && !/[^\P{C}\n\r\t]/u.test(text),
      '不得含控制字符 / no control characters',
    );

export const RegionCode = z
  .string()
  .refine(
    (code) => region(code) !== undefined,
    '没有这个地区代码，应为 GB/T 2260 六位 / no region has this code: six digits of GB/T 2260',
  );
