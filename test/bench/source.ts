/** The sources that are measured: configured rows, and one CKAN site with large pages. */
import { unhurried } from '../../api/cli/country.ts';
import { Source } from '../../config/source.ts';
import { loadSources } from '../../config/sources.ts';

const CKAN = Source.parse({
  id: 'ckan',
  title: '测试市公共数据开放平台',
  kind: 'open-platform',
  mode: 'opening',
  region: '310000',
  home: 'https://ckan.example.org',
  harvest: { family: 'ckan', base: 'https://ckan.example.org' },
});

/** As configured, without its pace: `ckan`, or a configured source by its id. Throws where there is none. */
export function measuredSource(id: string): Source {
  const source = id === CKAN.id ? CKAN : loadSources().find((each) => each.id === id);
  if (source?.harvest === undefined) throw new Error(`no source ${id} that can be harvested`);
  return unhurried(source);
}
