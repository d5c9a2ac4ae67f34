// Ends the process in order when it is asked to stop. Called by main.
import type { Logger } from 'pino';

/** Whatever is still open then is left to the system; operators' tools wait little longer. */
const closeDeadlineMs = 2500;

/**
 * On the first SIGTERM or SIGINT runs `closers` one after the other, then ends the process. A closer that fails or hangs
 * does not keep it alive.
 */
export function onceStopped(log: Logger, closers: readonly (() => Promise<void>)[]): void {
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'closing');
    setTimeout(() => {
      log.warn('not everything closed in time');
      process.exit(0);
    }, closeDeadlineMs).unref();
    for (const close of closers) {
      await close().catch((error: unknown) => log.error({ err: error }, 'a part did not close'));
    }
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, (name) => void stop(name));
}
