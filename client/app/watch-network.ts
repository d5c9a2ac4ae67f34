// Tells when the connection to the server may have broken: another network, a machine that slept, a page that is looked at again.
import { createSleepDetector } from './sleep-detector.ts';

const lookIntervalMs = 2000;

/** Where browsers tell of a change of network; not all do. */
interface NetworkNavigator {
  readonly connection?: EventTarget;
}

export interface NetworkListener {
  /** The way to the server may have broken, or be back. */
  onSuspicion(): void;
  /** The machine has a network, or none any more. */
  onNetwork(there: boolean): void;
}

/** Calls back for as long as the page lives. */
export function watchNetwork({ onSuspicion, onNetwork }: NetworkListener): void {
  window.addEventListener('offline', () => onNetwork(false));
  window.addEventListener('online', () => {
    onNetwork(true);
    onSuspicion();
  });
  (navigator as NetworkNavigator).connection?.addEventListener('change', onSuspicion);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') onSuspicion();
  });
  const hasSlept = createSleepDetector(Date.now());
  setInterval(() => {
    if (hasSlept(Date.now())) onSuspicion();
  }, lookIntervalMs);
}
