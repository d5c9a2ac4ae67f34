// What a page under test complains of; tests expect it to stay empty.
import type { Page } from 'playwright-core';

/**
 * Chromium 156 says this of itself: when the track of a captured tab ends, it sometimes drops a frame that no program has seen.
 * Ten lines without Plenum, which close every frame, showed it in about one of 150 shares. The page's own
 * thread holds no frames in Plenum, only workers do, and of those the page hears nothing.
 */
const droppedByChromium = 'A VideoFrame was garbage collected without being closed.';

/** @param errors gets the text of every exception and logged error of the page from now on */
export function collectErrors(page: Page, errors: string[]): void {
  page.on('pageerror', (error) => errors.push(error.stack ?? error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith(droppedByChromium))
      errors.push(message.text());
  });
}
