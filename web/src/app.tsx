import { memo, Suspense, useDeferredValue } from 'react';
import { type Location, Navigate, Route, Routes, useLocation, useSearchParams } from 'react-router';
import { useReady } from './api/questions.ts';
import { NotFoundPage } from './pages/not-found.tsx';
import { Skeleton } from './parts/answer.tsx';
import { Footer } from './parts/footer.tsx';
import { Notice } from './parts/notice.tsx';
import { useRowKeys } from './parts/row-keys.ts';
import { TopBar } from './parts/top-bar.tsx';
import { HomePage, PLACES } from './places.tsx';
import { useSpeech } from './words/language.tsx';

/** Another page is shown once its code is there, and the one before it until then; within a page nothing waits. */
export function App() {
  const now = useLocation();
  const here = useDeferredValue(now);
  return <Shown at={here.pathname === now.pathname ? now : here} />;
}

const Shown = memo(function Shown({ at }: { at: Location }) {
  return (
    <Routes location={at}>
      <Route path="*" element={<Whole />} />
    </Routes>
  );
});

function Whole() {
  const { say } = useSpeech();
  useRowKeys();
  const ready = useReady();
  return (
    <>
      <a className="skip" href="#main">
        {say('skip')}
      </a>
      <TopBar />
      <Notice />
      {ready ? null : (
        <div className="wide room">
          <Skeleton lines={12} />
        </div>
      )}
      <main id="main" className="wide room" tabIndex={-1} hidden={!ready}>
        <Suspense fallback={<Skeleton lines={12} />}>
          <Routes>
            <Route path="/" element={<Front />} />
            {PLACES.map(({ path, page: Page }) => (
              <Route key={path} path={path} element={<Page />} />
            ))}
            <Route path="*" element={<NotFoundPage />} />
          </Routes>
        </Suspense>
      </main>
      <Footer />
    </>
  );
}

/** The first page; with a question in its address, that question's answer. */
function Front() {
  const [search] = useSearchParams();
  const asks = [...search.keys()].some((name) => name !== 'lang');
  return asks ? <Navigate to={`/search?${search}`} replace /> : <HomePage />;
}
