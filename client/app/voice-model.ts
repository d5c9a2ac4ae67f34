// What the screens see of voice messages and what they may ask of them. Implemented by voice-messages and voice-player.
import type { Problem } from './meeting-model.ts';

/** The voice message that is being spoken, or waits to be sent. There is one at a time. */
export interface SpokenVoice {
  readonly conversation: string;
  /** `left` is one that an earlier page did not send. */
  readonly state: 'starting' | 'recording' | 'stopped' | 'sending' | 'failed' | 'left';
  readonly durationMs: number;
  /** Loudness of the last moments, from 0 to 1. */
  readonly levels: readonly number[];
  /** Of what was spoken, to be heard before it is sent. */
  readonly address: string | undefined;
  readonly problem: Problem | undefined;
}

/** The voice message that is being listened to, or was. */
export interface PlayedVoice {
  readonly id: string;
  readonly isPlaying: boolean;
  readonly positionMs: number;
  readonly durationMs: number;
}

export interface VoiceState {
  readonly spoken: SpokenVoice | undefined;
  readonly played: PlayedVoice | undefined;
  /** 1 to 2; of all voice messages. */
  readonly speed: number;
}

export const noVoice: VoiceState = { spoken: undefined, played: undefined, speed: 1 };

export interface VoiceActions {
  /** Begins to record for a conversation; does nothing while another one is there. */
  record(conversation: string): void;
  /** Ends the recording, to be listened to before it is sent. */
  stop(): void;
  /** Ends the recording if it runs, and sends it. */
  send(): void;
  /** Throws it away. */
  discard(): void;
  /** An address by which the browser plays the voice message that waits to be sent. */
  preview(address: string): Promise<string>;
  /** Plays a voice message, or pauses it. */
  toggle(conversation: string, id: string): void;
  /** @param positionMs within the voice message that is played */
  seek(positionMs: number): void;
  setSpeed(speed: number): void;
}
