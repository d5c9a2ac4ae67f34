// What the coordinating process and the processes of its crew tell each other: one JSON value a line, over TCP.
import { createInterface } from 'node:readline';
import type { Socket } from 'node:net';
import type { Tally } from '../measure/tally.ts';
import type { VideoFormat, JpegFormat } from '../../peers/media/clips.ts';
import type { PlannedParticipant } from '../plan/plan-participants.ts';

/** What a process of the crew needs to know before anybody comes in. */
export interface CrewSettings {
  readonly url: string;
  readonly seed: number;
  readonly password: string;
  readonly voice: 'speex' | 'none';
  readonly speaking: 'turns' | 'always';
  /** Whether the server forwards every voice in a room, so that a silent one counts as missing. */
  readonly allVoicesFlow: boolean;
  readonly picture: 'camera' | 'screen';
  /** Layers of H.264; none when none is sent. */
  readonly layers: readonly VideoFormat[];
  readonly jpeg: JpegFormat | undefined;
  /** Whether JPEG is received, as of people who come in too. */
  readonly takesJpeg: boolean;
  readonly paceMs: number;
}

/** How the reason of `not-joined` begins when the server said no, in contrast to other reasons for not joining. */
export const refusedBeginning = 'The server refused:';

/** To the crew. */
export type Order =
  /** Answered with `ready`. */
  | { readonly kind: 'prepare'; readonly settings: CrewSettings }
  /** Answered with `signed-in`, one each. @property tokens kept from earlier runs, by account */
  | {
      readonly kind: 'sign-in';
      readonly participants: readonly PlannedParticipant[];
      readonly tokens: Readonly<Record<number, string>>;
    }
  /** Lets those of a wave come in; answered with `joined` or `not-joined`, one each. */
  | {
      readonly kind: 'enter';
      readonly wave: PlannedParticipant['wave'];
      readonly accounts: readonly number[];
    }
  /** A room was opened. */
  | { readonly kind: 'room'; readonly room: number; readonly number: string }
  /** Answered with a tally of what happened since the last one. */
  | { readonly kind: 'collect' }
  /** These leave for good. */
  | { readonly kind: 'leave'; readonly accounts: readonly number[] }
  /** Answered with the clock of the process. */
  | { readonly kind: 'ask-time' }
  /** What is to be added to the clock of the process. */
  | { readonly kind: 'set-time'; readonly offsetMs: number }
  /** All participants leave, and the process ends. */
  | { readonly kind: 'finish' };

/** From the crew. */
export type Report =
  | { readonly kind: 'hello'; readonly key: string }
  /** How many packets a second it can send and receive at the same time, all by itself. */
  | { readonly kind: 'ready'; readonly packetsPerSecond?: number | undefined }
  | { readonly kind: 'signed-in'; readonly account: number; readonly token: string }
  /** It waits for the server's budget of sign-ins. */
  | { readonly kind: 'waiting'; readonly ms: number }
  | { readonly kind: 'room'; readonly room: number; readonly number: string }
  | { readonly kind: 'joined'; readonly account: number; readonly tookMs: number; readonly again: boolean }
  | { readonly kind: 'not-joined'; readonly account: number; readonly reason: string }
  | { readonly kind: 'tally'; readonly tally: Tally }
  | { readonly kind: 'time'; readonly atMs: number }
  /** It cannot go on. */
  | { readonly kind: 'failed'; readonly reason: string };

/** One end of the line. */
export interface Channel<Out, In> {
  send(message: Out): void;
  /** Called for everything that comes from now on. */
  listen(receive: (message: In) => void): void;
  /** Called once, when the other end is gone. */
  onClose(gone: () => void): void;
  close(): void;
}

export function createChannel<Out, In>(socket: Socket): Channel<Out, In> {
  const lines = createInterface({ input: socket });
  socket.setNoDelay(true);
  // The close event reports it.
  socket.on('error', () => socket.destroy());
  // The line reader reports the socket's errors too.
  lines.on('error', () => undefined);
  return {
    send: (message) => void (socket.writable && socket.write(`${JSON.stringify(message)}\n`)),
    listen: (receive) => void lines.on('line', (text) => receive(JSON.parse(text) as In)),
    onClose: (gone) => void socket.once('close', gone),
    close: () => void socket.end(),
  };
}
