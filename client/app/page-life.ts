// What a browser says about the life of the page: asks before a call is closed, and begins anew what came out of its cache. Used by the
// meeting's controller.

export interface PageLifeParts {
  /** For example `window`. */
  readonly page: EventTarget;
  /** Whether closing or leaving the page needs a yes. */
  readonly asks: () => boolean;
  /** The page is left, perhaps for a cache; it cannot wait for an answer. */
  readonly left: () => void;
  /** Loads the page again. */
  readonly reload: () => void;
}

export function followPageLife({ page, asks, left, reload }: PageLifeParts): void {
  let isGone = false;
  page.addEventListener('beforeunload', (event) => {
    if (!isGone && asks()) event.preventDefault();
  });
  page.addEventListener('pagehide', () => {
    isGone = true;
    left();
  });
  // The call of a page that was put away is over; the page that is loaded in its place takes up the seat, or shows the lobby.
  page.addEventListener('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) reload();
  });
}
