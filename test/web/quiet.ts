/** When a page stands as it will stand: nothing that it asked for is on its way, and what came has been shown. */
import type { Page, Request } from 'playwright-core';

/** A page has its heading, or says what went wrong, and waits for nothing more. */
const settled = () =>
  document.querySelector('main h1, main [role=alert]') !== null &&
  document.querySelector('.skeleton') === null;

/** Idle comes after all that is due to be done; two frames lie between, for what is made due by it. */
const idle = () =>
  new Promise<void>((resolve) => {
    const frame = () => requestAnimationFrame(() => requestIdleCallback(() => resolve()));
    requestIdleCallback(() => requestAnimationFrame(frame));
  });

/**
 * Counts the requests of a page from now on; what it returns waits until it is quiet. How long the network is silent
 * says little on a busy machine: a page may be working all that while on what it asks next.
 */
export function quietOf(page: Page): () => Promise<void> {
  const away = new Set<Request>();
  let begun = 0;
  page.on('request', (request) => {
    // Events are listened to for as long as a run goes on.
    if (request.resourceType() === 'eventsource') return;
    // What the document before this one asked for is nobody's.
    if (request.isNavigationRequest()) away.clear();
    away.add(request);
    begun += 1;
  });
  page.on('requestfinished', (request) => void away.delete(request));
  page.on('requestfailed', (request) => void away.delete(request));
  return async () => {
    for (;;) {
      await page.waitForFunction(settled);
      const before = begun;
      await page.evaluate(idle);
      if (away.size === 0 && begun === before && (await page.evaluate(settled))) return;
    }
  };
}
