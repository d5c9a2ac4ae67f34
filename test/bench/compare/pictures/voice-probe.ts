// How long a voice in a room of Plenum is on its way, before and while something else happens there. Used by parts/pictures.ts.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import path from 'node:path';

const program = path.join(import.meta.dirname, 'voice-process.ts');

export interface VoiceProbe {
  /** Milliseconds of every packet since the last asking. */
  takeDelays(): Promise<number[]>;
  close(): Promise<void>;
}

/** Two people come into the room, one of whom speaks without a pause. @returns when the voice flows */
export async function openVoiceProbe(url: string, roomNumber: string): Promise<VoiceProbe> {
  const child = fork(program, [url, roomNumber]);
  preferTo(child.pid);
  await once(child, 'message');
  return {
    async takeDelays() {
      const answer = once(child, 'message') as Promise<[number[]]>;
      child.send('delays');
      return (await answer)[0];
    },
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** Only root may: for others a voice may wait for the receivers of pictures on the generator's core, and is measured later than it came. */
function preferTo(pid = 0): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SYSTEM_ERROR') throw error;
  }
}
