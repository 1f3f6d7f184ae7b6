import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { RequestFailure } from './api/client.ts';
import { App } from './app.tsx';
import './style/tokens.css';
import './style/base.css';
import './style/layout.css';
import './style/suggest.css';
import './style/search.css';
import './style/resource.css';
import './style/figures.css';
import './style/home.css';
import './style/operate.css';
import './style/people.css';
import './style/preview.css';
import './style/statistics.css';
import './style/narrow.css';
import { SpeechProvider } from './words/language.tsx';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // The API's own answer will not change by asking twice; a lost connection may come back.
      retry: (count, error) => count < 1 && error instanceof RequestFailure && error.answer === undefined,
    },
  },
});

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      {/* At once, not in a transition: what is typed or ticked stands in the address, and would be put back until it came. */}
      <BrowserRouter useTransitions={false}>
        <Suspense>
          <SpeechProvider>
            <App />
          </SpeechProvider>
        </Suspense>
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);
