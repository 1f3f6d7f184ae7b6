/** The 11 partitions of Guizhou's unified service (sheet 02), the province's last. */
import type { PlayedPlatform } from '../played.ts';
import { guizhouUnified } from '../wires/products/guizhou-unified.ts';

const guizhou = (id: string, region: string, division: string): PlayedPlatform => ({
  id,
  region,
  origin: 'https://data.guizhou.gov.cn',
  wire: guizhouUnified(division),
  shape: 'uuid',
});

export const GUIZHOU: PlayedPlatform[] = [
  ...(
    [
      ['guiyang', '520100'],
      ['liupanshui', '520200'],
      ['zunyi', '520300'],
      ['anshun', '520400'],
      ['bijie', '520500'],
      ['tongren', '520600'],
      ['qianxinan', '522300'],
      ['qiandongnan', '522600'],
      ['qiannan', '522700'],
      ['guianxinqu', '529900'],
    ] as const
  ).map(([city, code]) => guizhou(`guizhou-${city}`, code, code)),
  guizhou('guizhou', '520000', ''),
];
