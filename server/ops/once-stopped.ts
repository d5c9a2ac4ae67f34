// Ends the process in order when it is asked to stop. Called by main.
import type { Logger } from 'pino';
import { handOverSignal } from './relieve-server.ts';

/** Whatever is still open then is left to the system; operators' tools wait little longer. */
const closeDeadlineMs = 2500;
const handOverDeadlineMs = 6000;

export interface StopParts {
  /** Whether another server has asked for this one's place. */
  readonly isRelieved: () => Promise<boolean>;
  /** Lets running meetings go on for a while; resolves when it is time to close. */
  readonly drain: () => Promise<void>;
  /**
   * Run one after the other; one that fails or hangs does not keep the process alive. `handsOver`: another server takes
   * this one's place, and media may go on until the clients have moved.
   */
  readonly closers: readonly ((handsOver: boolean) => Promise<void>)[];
}

/** The first SIGTERM drains, then closes; a second one, and every SIGINT, closes at once; SIGHUP hands over to a
 * server that asked for that, and is else what a terminal says that was closed, which ends nothing. */
export function onceStopped(log: Logger, { isRelieved, drain, closers }: StopParts): void {
  let stage: 'running' | 'draining' | 'closing' = 'running';

  const close = async (handsOver = false): Promise<void> => {
    if (stage === 'closing') return;
    stage = 'closing';
    log.info({ handsOver }, 'closing');
    const deadline = setTimeout(
      () => {
        log.warn('not everything closed in time');
        process.exit(0);
      },
      handsOver ? handOverDeadlineMs : closeDeadlineMs,
    );
    deadline.unref();
    for (const closer of closers) {
      await closer(handsOver).catch((error: unknown) => log.error({ err: error }, 'a part did not close'));
    }
    process.exit(0);
  };

  process.on('SIGINT', () => void close());
  process.on(handOverSignal, () => {
    void isRelieved().then((relieved) => {
      if (relieved) return close(true);
      log.info('a hang-up is not for this server');
      return undefined;
    });
  });
  process.on('SIGTERM', () => {
    if (stage !== 'running') return void close();
    stage = 'draining';
    log.info('no new meetings begin, running ones go on for a while; a second SIGTERM ends them');
    void drain()
      .catch((error: unknown) => log.error({ err: error }, 'running meetings could not be waited for'))
      .then(() => close());
  });
}
