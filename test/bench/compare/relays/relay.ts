// What the comparison asks of every server under test, so that parts know none of them by name. Implemented beside this file.

/** What a person sends from their joining on. */
export interface Sends {
  readonly voice?: boolean;
  /** One H.264 stream. */
  readonly video?: boolean;
  /** Messages of JPEG in a data channel. */
  readonly pictures?: boolean;
  /** Whether they can receive such messages, which has to be known before their transports open. */
  readonly receivesPictures?: boolean;
}

export type PacketKind = 'voice' | 'video';

/** What reaches a person. Payloads are read at once or copied: their bytes are used again. */
export interface Arrivals {
  /** @param from the sender's place @param payload as it was given to `sendVideo` or `sendVoice` */
  readonly onPacket?: (kind: PacketKind, from: number, payload: Uint8Array) => void;
  readonly onPicture?: (from: number, message: Uint8Array) => void;
}

/** A person in a room of the relay, over real ICE, DTLS and SRTP. */
export interface Person {
  /** How many came into the room before them: 0, 1, 2... */
  readonly place: number;
  /** Sends one frame as RTP packets with these payloads, back to back; header and numbers are the relay's own. */
  sendVideo(payloads: readonly Uint8Array[]): void;
  /** Sends one voice packet. @param payload at most 255 bytes @param levelDb how loud it is said to be, in dBFS (usually -20) */
  sendVoice(payload: Uint8Array, levelDb?: number): void;
  /** @returns whether it was taken to be sent */
  sendPicture(message: Uint8Array): boolean;
  /** Receives everything that the others in the room send now. Called once, when they are all there; resolves when it flows. */
  receive(arrivals: Arrivals): Promise<void>;
  leave(): Promise<void>;
}

/** A server under test that runs now, on the measured core. */
export interface Relay {
  readonly name: string;
  /** Processes whose processor time counts. */
  pids(): number[];
  /** The process of them that has no business with single packets, where there is one. */
  readonly signallingPid?: number;
  /** Lets a person join a room (0, 1, 2...); resolves when they can send. @throws Error when that fails */
  join(room: number, sends: Sends): Promise<Person>;
  /** Voice packets that reached receivers so far, where they are too many to be handed over to each of them. */
  readonly countVoices?: () => Promise<number>;
  stop(): Promise<void>;
}

export interface RelayFactory {
  /** `Plenum`, `bare worker`, `Janus`, `Janus, 2 loops`... */
  readonly name: string;
  /** Brings what is missing where that is possible. @returns one sentence when the relay cannot be run here */
  missing(): Promise<string | undefined>;
  start(): Promise<Relay>;
}
