// Brings packets back that find no way while the server can be asked: restarts ICE, and in the end opens media anew. Used by
// call only.
import type { MediaTransports } from './media-transports.ts';
import { isPassingRefusal } from './plan-settling.ts';
import type { Signalling } from '../link/signalling.ts';

/** A way is found within a few round trips, or by then there is none under these credentials. */
const restartPauseMs = 3000;
/** After so many restarts in vain the fault lies elsewhere, with the encryption for example. */
const restartsMax = 3;

/**
 * Ends when packets flow, when the server cannot be asked (the call begins again when it is back), or when media was
 * opened anew.
 * @throws RequestError, CallError
 */
export async function recoverMedia(
  link: MediaTransports,
  signalling: Signalling,
  reopen: () => Promise<void>,
): Promise<void> {
  let restarts = 0;
  while (!link.closed && !link.flowing) {
    const stands = await signalling.check();
    if (!stands) return;
    const pauseMs = link.restartedAtMs + restartPauseMs - performance.now();
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    else if (restarts === restartsMax) return reopen();
    else {
      restarts += 1;
      // One that the server had no time for was in vain as well.
      await link.restartIce().catch(throwUnlessPassing);
    }
  }
}

function throwUnlessPassing(error: unknown): void {
  if (!isPassingRefusal(error)) throw error;
}
