/** Of the same text in several languages, the one for our readers: Chinese first, then English, then what there is. */

/** 0 is best. BCP 47 tags and the underscored ones of CKAN's fluent fields (`zh_Hans_CN`). */
export function languageRank(tag: string): number {
  const parts = tag.toLowerCase().split(/[-_]/);
  if (parts[0] === 'zh' || parts[0] === 'cmn' || parts[0] === 'chi' || parts[0] === 'zho') {
    return parts.some((part) => ['hant', 'tw', 'hk', 'mo'].includes(part)) ? 1 : 0;
  }
  if (tag === '') return 2;
  return parts[0] === 'en' || parts[0] === 'eng' ? 3 : 4;
}

/** The best language's tag; equal ranks by alphabet, so that order of arrival decides nothing. */
export function preferredLanguage(tags: Iterable<string>): string | undefined {
  return [...tags].sort((a, b) => languageRank(a) - languageRank(b) || (a < b ? -1 : 1))[0];
}
