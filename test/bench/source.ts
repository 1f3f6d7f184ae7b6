/** The sources that are measured: configured rows, and CKAN sites with large pages. */
import { unhurried } from '../../api/cli/demo/country.ts';
import { Source } from '../../config/registry/source.ts';
import { loadSources } from '../../config/registry/sources.ts';

const CKAN = /^ckan(-\d+)?$/;

const ckan = (id: string): Source =>
  Source.parse({
    id,
    title: '测试市公共数据开放平台',
    kind: 'open-platform',
    mode: 'opening',
    region: '310000',
    home: `https://${id}.example.org`,
    harvest: { family: 'ckan', base: `https://${id}.example.org` },
  });

/** Read once: it is no part of what a harvest costs. */
let configured: Source[] | undefined;

/**
 * As configured, without its pace: `ckan`, one of many such sites (`ckan-1`, `ckan-2` …), or a configured source by its
 * id. Throws where there is none.
 */
export function measuredSource(id: string): Source {
  configured ??= loadSources();
  const source = CKAN.test(id) ? ckan(id) : configured.find((each) => each.id === id);
  if (source?.harvest === undefined) throw new Error(`no source ${id} that can be harvested`);
  return unhurried(source);
}
