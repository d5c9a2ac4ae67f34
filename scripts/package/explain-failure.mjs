// Finds in electron-builder's output why it could not do its work, where that is not the program's own fault. Pure.

/** What one meets behind a closed network. */
const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|fetch failed|cannot (resolve|download)|Response code \d{3}/i;

/**
 * @param {string} output of electron-builder
 * @returns {string | null} one sentence; null when the output must speak for itself
 */
export function explainFailure(output) {
  if (!unreachable.test(output)) return null;
  return 'The installers need tools that electron-builder downloads, and they cannot be reached from here: run this where its releases can be reached, or make the folder alone with "npm run package -- --dir".';
}
