// Plays voice messages, one at a time; the next one that was not listened to follows. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { Attachment } from '../../protocol/files/model.ts';
import type { Message } from '../../protocol/messages/model.ts';
import type { FileActions } from './files-model.ts';
import type { MeetingState } from './meeting-model.ts';
import type { PlayedVoice } from './voice-model.ts';

/** What of an `<audio>` element is used. */
export type Sound = Pick<
  HTMLAudioElement,
  | 'src'
  | 'currentTime'
  | 'duration'
  | 'paused'
  | 'playbackRate'
  | 'preservesPitch'
  | 'play'
  | 'pause'
  | 'addEventListener'
>;

export interface VoicePlayerParts {
  readonly store: StoreApi<MeetingState>;
  readonly files: Pick<FileActions, 'read' | 'markHeard'>;
  /** @returns what the browser plays */
  readonly playable: (file: Blob) => Promise<Blob>;
  readonly sound: Sound;
  readonly makeAddress: (blob: Blob) => string;
  readonly dropAddress: (address: string) => void;
}

export class VoicePlayer {
  readonly #parts: VoicePlayerParts;
  #conversation = '';
  #loading: string | undefined;

  constructor(parts: VoicePlayerParts) {
    this.#parts = parts;
    for (const name of ['timeupdate', 'play', 'pause', 'seeked', 'durationchange'])
      parts.sound.addEventListener(name, () => this.#show());
    parts.sound.addEventListener('ended', () => this.#goOn());
  }

  end(): void {
    this.#loading = undefined;
    this.#parts.sound.pause();
    this.#set(undefined);
  }

  toggle(conversation: string, id: string): void {
    const { sound } = this.#parts;
    this.#conversation = conversation;
    if (this.#played?.id !== id) void this.#play(id);
    else if (sound.paused) void sound.play().catch(() => undefined);
    else sound.pause();
  }

  seek(positionMs: number): void {
    this.#parts.sound.currentTime = positionMs / 1000;
    this.#show();
  }

  setSpeed(speed: number): void {
    this.#parts.sound.playbackRate = speed;
    this.#parts.store.setState({ voice: { ...this.#parts.store.getState().voice, speed } });
  }

  get #played(): PlayedVoice | undefined {
    return this.#parts.store.getState().voice.played;
  }

  async #play(id: string): Promise<void> {
    const { sound, files, playable, makeAddress, dropAddress, store } = this.#parts;
    this.#loading = id;
    sound.pause();
    this.#set({ id, isPlaying: false, positionMs: 0, durationMs: 0 });
    const file = await files.read(id);
    const made = file && (await playable(file).catch(() => undefined));
    // Another one was chosen meanwhile.
    if (this.#loading !== id) return;
    if (made === undefined) return this.#set(undefined);
    if (sound.src.startsWith('blob:')) dropAddress(sound.src);
    sound.src = makeAddress(made);
    sound.preservesPitch = true;
    sound.playbackRate = store.getState().voice.speed;
    await sound.play().catch(() => undefined);
    files.markHeard(id);
  }

  #goOn(): void {
    const state = this.#parts.store.getState();
    const { played } = state.voice;
    const messages = state.conversations.open[this.#conversation]?.stretch.messages ?? [];
    const next = played && nextVoice(messages, played.id, state.files.heard, state.account?.accountId);
    if (next === undefined) this.#set(undefined);
    else void this.#play(next.id);
  }

  #show(): void {
    const { sound } = this.#parts;
    const { id } = this.#played ?? {};
    if (id === undefined || this.#loading !== id) return;
    const durationMs = Number.isFinite(sound.duration) ? 1000 * sound.duration : 0;
    this.#set({ id, isPlaying: !sound.paused, positionMs: 1000 * sound.currentTime, durationMs });
  }

  #set(played: PlayedVoice | undefined): void {
    this.#parts.store.setState({ voice: { ...this.#parts.store.getState().voice, played } });
  }
}

/** The voice message of another member that follows one, unless it was listened to. Pure. */
export function nextVoice(
  messages: readonly Message[],
  id: string,
  heard: Readonly<Record<string, boolean>>,
  ownId: string | undefined,
): Attachment | undefined {
  const voices = messages.flatMap(({ attachments = [], senderId, recalled }) =>
    recalled === true
      ? []
      : attachments.filter(({ kind }) => kind === 'voice').map((voice) => ({ voice, senderId })),
  );
  const at = voices.findIndex(({ voice }) => voice.id === id);
  const next = at < 0 ? undefined : voices[at + 1];
  return next === undefined || next.senderId === ownId || heard[next.voice.id] !== false
    ? undefined
    : next.voice;
}
