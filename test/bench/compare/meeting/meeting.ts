// The whole meeting that parts/meeting.ts compares: who is in it, and what a server that carries it looks like. Implemented beside this file.
import type { Meter } from '../../../../load/crew/meter.ts';

/** All have camera and microphone on; the first two talk. */
export const peopleInMeeting = 25;
export const talkersInMeeting = 2;

/** A meeting that takes place now, at a server on the measured core. */
export interface Meeting {
  readonly name: string;
  /** What all people send, and what the checked ones receive, counted since the last collection. */
  readonly meter: Meter;
  /** So many people's packets are looked at as they arrive: the generator has to hold what a costly server sends. */
  readonly observed: number;
  /** Processes whose processor time counts. */
  pids(): number[];
  /** All people send what is due. @param nowMs on the meter's clock */
  tick(nowMs: number): void;
  stop(): Promise<void>;
}

export interface MeetingFactory {
  readonly name: string;
  /** Brings what is missing where that is possible. @returns one sentence when it cannot be held here */
  missing(): Promise<string | undefined>;
  /** Resolves when every person has joined and receives the others. @throws Error when that fails */
  open(): Promise<Meeting>;
}
