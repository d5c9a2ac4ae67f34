// Something that several ask for and that is opened once. Used by the voice gate.

/**
 * @param open is called at the first asking, and again at the next asking after it has failed
 * @returns what asks for it: resolves with what was opened, for all the same; rejects with what `open` threw for those who asked
 * meanwhile
 */
export function onceOpened<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    if (opened !== undefined) return opened;
    const opening = open();
    opened = opening;
    opening.catch(() => (opened = undefined));
    return opening;
  };
}

/** Waits for all of them; where one fails, the others are closed. @throws what the first that failed threw */
export async function openAll<T extends { close(): void }>(opening: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(opening);
  const failed = results.find((result) => result.status === 'rejected');
  const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  if (failed === undefined) return opened;
  for (const part of opened) part.close();
  throw failed.reason;
}
