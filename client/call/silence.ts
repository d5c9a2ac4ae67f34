// Notices that a connection fell silent, seconds before the browser calls it disconnected. Pure; used by the call's connection monitor.

/** A connection that was seldom used before tells nothing by its silence; on others the relay reports at least once a second. */
const busyLooks = 3;

/**
 * Asked with each look at the connection, about once a second.
 * @returns whether it fell silent just now; said once each time. A report that is late looks the same, so that this is a
 *   reason to ask the server, and no more.
 */
export function createSilenceDetector(): (packetsReceived: number | undefined) => boolean {
  let before: number | undefined;
  let busy = 0;
  let wasSilent = false;
  return (packetsReceived) => {
    const isSilent = packetsReceived !== undefined && packetsReceived === before;
    before = packetsReceived;
    const fellSilent = isSilent && !wasSilent && busy >= busyLooks;
    busy = isSilent || packetsReceived === undefined ? 0 : busy + 1;
    wasSilent = isSilent;
    return fellSilent;
  };
}
