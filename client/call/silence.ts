// Notices that a line fell silent, seconds before the browser calls it disconnected. Pure; used by the call's line keeper.

/** While anything is sent or heard the relay reports at least once a second; one late report is no cut. */
const silentLooks = 2;
/** A line that was seldom used before tells nothing by its silence. */
const busyLooks = 3;

/**
 * Asked with each look at the line, about once a second.
 * @returns whether it fell silent just now; said once each time
 */
export function createSilenceDetector(): (packetsReceived: number | undefined) => boolean {
  let before: number | undefined;
  let [busy, silent] = [0, 0];
  return (packetsReceived) => {
    const isSilent = packetsReceived !== undefined && packetsReceived === before;
    before = packetsReceived;
    if (!isSilent) {
      // One packet after a cut does not make the line busy yet.
      busy = silent > 0 || packetsReceived === undefined ? 0 : busy + 1;
      silent = 0;
      return false;
    }
    silent += 1;
    return silent === silentLooks && busy >= busyLooks;
  };
}
