// Keeps counts of failures over a restart, which would otherwise give every guesser all tries anew. Opened by main for
// sign-ins, by the meeting feature for rooms.
import { readFile, rename, writeFile } from 'node:fs/promises';
import pLimit from 'p-limit';

/** What was counted since is lost when the process is killed. */
const writeEveryMs = 30_000;

export interface KeptFailures {
  /** Writes the counts down for the last time. Never throws. */
  close(): Promise<void>;
}

/** What is counted, in a form that can be written as JSON. */
interface FailureCounts<Stored> {
  dump(): Stored;
  restore(stored: Stored): void;
}

/**
 * Takes up what an earlier process has counted, and writes down what this one counts. The file holds hashes of logins and addresses.
 * @param onFailed told when the counts could not be read or written; sign-in goes on without
 */
export async function keepFailures<Stored>(
  limits: FailureCounts<Stored>,
  file: string,
  onFailed: (error: unknown) => void,
): Promise<KeptFailures> {
  try {
    limits.restore(JSON.parse(await readFile(file, 'utf8')) as Stored);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onFailed(error);
  }
  // Two at a time would write into one draft.
  const oneAtATime = pLimit(1);
  const write = (): Promise<void> =>
    oneAtATime(() => writeWhole(file, JSON.stringify(limits.dump()))).catch(onFailed);
  const timer = setInterval(() => void write(), writeEveryMs);
  timer.unref();
  return {
    close: () => {
      clearInterval(timer);
      return write();
    },
  };
}

/** Written beside and moved, so that a crash leaves the old counts or the new ones. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
