/** One source: how it stands and what to do about it, what is done there, and what its harvests found. */
import { useParams, useSearchParams } from 'react-router';
import type { ApiSource } from '../../../api/types.ts';
import { useSource } from '../api/questions.ts';
import { Answer } from '../parts/answer.tsx';
import { ReportsView } from '../parts/reports/reports.tsx';
import { Actions } from '../parts/source/actions.tsx';
import { CatalogueFile } from '../parts/source/catalogue-file.tsx';
import { SourceFacts } from '../parts/source/facts.tsx';
import { SourceHead } from '../parts/source/head.tsx';
import { HeldView } from '../parts/source/held/held.tsx';
import { PreviewView } from '../parts/source/preview-view.tsx';
import { QualityView } from '../parts/source/quality.tsx';
import { RefusedView } from '../parts/source/refused/refused.tsx';
import { RunsView } from '../parts/source/runs-view.tsx';
import { SettingsView } from '../parts/source/settings/settings.tsx';
import { type View, Views, viewsOf } from '../parts/source/views.tsx';
import { ValuesOf } from '../parts/unknowns/values.tsx';

export function SourcePage() {
  const { id = '' } = useParams();
  return (
    <Answer of={useSource(id)}>
      {(source) => (
        <div className="two">
          <div>
            <SourceHead source={source} />
            <Actions source={source} />
            <Chosen source={source} />
          </div>
          <SourceFacts source={source} />
        </div>
      )}
    </Answer>
  );
}

/** The part that the address asks for; the runs where it asks for none. */
function Chosen({ source }: { source: ApiSource }) {
  const [search] = useSearchParams();
  const view = viewsOf(source).find((one) => one === search.get('view')) ?? 'runs';
  const Shown = SHOWN[view];
  return (
    <>
      <Views source={source} view={view} />
      <Shown key={view} source={source} />
    </>
  );
}

const SHOWN: Record<View, (props: { source: ApiSource }) => React.ReactNode> = {
  runs: RunsView,
  refused: RefusedView,
  held: HeldView,
  values: ({ source }) => <ValuesOf source={source.id} />,
  quality: QualityView,
  preview: PreviewView,
  reports: ReportsView,
  file: CatalogueFile,
  settings: SettingsView,
};
