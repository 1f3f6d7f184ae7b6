import { Route, Routes } from 'react-router';
import { NotFoundPage } from './pages/not-found.tsx';
import { ResourcePage } from './pages/resource.tsx';
import { RunPage } from './pages/run.tsx';
import { RunsPage } from './pages/runs.tsx';
import { SearchPage } from './pages/search.tsx';
import { SourcePage } from './pages/source.tsx';
import { SourcesPage } from './pages/sources.tsx';
import { Footer } from './parts/footer.tsx';
import { Notice } from './parts/notice.tsx';
import { useRowKeys } from './parts/row-keys.ts';
import { TopBar } from './parts/top-bar.tsx';
import { useSpeech } from './words/language.tsx';

export function App() {
  const { say } = useSpeech();
  useRowKeys();
  return (
    <>
      <a className="skip" href="#main">
        {say('skip')}
      </a>
      <TopBar />
      <Notice />
      <main id="main" className="wide" tabIndex={-1}>
        <Routes>
          <Route path="/" element={<SearchPage />} />
          <Route path="/resources/:id" element={<ResourcePage />} />
          <Route path="/sources" element={<SourcesPage />} />
          <Route path="/sources/:id" element={<SourcePage />} />
          <Route path="/runs" element={<RunsPage />} />
          <Route path="/runs/:id" element={<RunPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Routes>
      </main>
      <Footer />
    </>
  );
}
