/** How a resource is cited: who, what, where published, when seen, where to read it again. */
import type { Label } from '../../../config/words.ts';
import { resourceIri } from '../../standards/base.ts';

export interface Cited {
  /** The resource's id. */
  resource: string;
  title: string;
  publisher: string | undefined;
  /** Title of the catalogue it comes from. */
  source: string;
  /** When its data was last changed, as stated. */
  modified: string | undefined;
  /** The day on which it was looked up here, China time. */
  seen: string;
}

/** `base`: the catalogue's public address, without closing slash. */
export function citationOf(cited: Cited, base: string): Label {
  const { title, source, seen } = cited;
  const publisher = cited.publisher ?? source;
  const modified = cited.modified?.slice(0, 10);
  const address = resourceIri(base, cited.resource);
  return {
    zh: `${publisher}：《${title}》，${source}，更新于 ${modified ?? '未注明日期'}。汇目，${seen} 查阅，${address}`,
    en: `${publisher}: ${title}. ${source}, ${modified === undefined ? 'undated' : `updated ${modified}`}. Huimu, seen ${seen}, ${address}`,
  };
}
