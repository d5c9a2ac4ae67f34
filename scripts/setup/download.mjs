// Fetches a file from the network, or says that it cannot be had; used for what has another way as well.

/** A closed network often answers nothing at all, and the other way should not wait long for it. */
const answerTimeoutMs = 5000;

/** The files have a few MB. */
const downloadTimeoutMs = 60_000;

/**
 * @param {string} url
 * @returns {Promise<Buffer | null>} the content; null when there is no answer, a refusal, or too slow a one
 */
export async function download(url) {
  const abort = new AbortController();
  const giveUp = () => abort.abort();
  let timer = setTimeout(giveUp, answerTimeoutMs);
  try {
    const response = await fetch(url, { signal: abort.signal });
    if (!response.ok) return null;
    clearTimeout(timer);
    timer = setTimeout(giveUp, downloadTimeoutMs);
    return Buffer.from(await response.arrayBuffer());
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
