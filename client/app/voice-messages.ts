// Speaks voice messages: each piece is kept on this device and sent as soon as it is made, so that neither a crash nor a bad line takes
// more than the last second. Made by the meeting's controller.
import type { StoreApi } from 'zustand';
import { framesPerPage } from '../../codecs/ogg-speex.ts';
import { waveformOf } from '../../codecs/waveform.ts';
import { RequestError } from '../../protocol/error-codes.ts';
import { voiceMaxMs } from '../../protocol/files/file-limits.ts';
import type { Attachment } from '../../protocol/files/model.ts';
import { voiceFrame } from '../../protocol/limits.ts';
import { GrowingBytes } from '../files/growing-bytes.ts';
import type { KeptVoice, KeptVoices } from '../files/kept-voices.ts';
import type { SendBytesParts } from '../files/send-bytes.ts';
import type { Recording, RecordingListener } from '../media/voice-contract.ts';
import type { Request } from '../messages/ports.ts';
import type { MeetingState } from './meeting-model.ts';
import { toProblem } from './to-problem.ts';
import type { SpokenVoice } from './voice-model.ts';

export interface VoiceMessagesParts {
  readonly store: StoreApi<MeetingState>;
  readonly origin: string;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
  readonly send: (parts: SendBytesParts) => () => void;
  readonly kept: KeptVoices;
  /** Opens the microphone and records. @throws DeviceError */
  readonly record: (listener: RecordingListener) => Promise<Recording>;
  /** Resolves when the message is saved on this device. */
  readonly sendMessage: (conversation: string, attachment: Attachment, bytes: Blob) => Promise<void>;
  /** Holds a name for this page while it lives; `false` when another page holds it. */
  readonly hold: (name: string) => Promise<boolean>;
  readonly makeAddress: (blob: Blob) => string;
  readonly drawId: () => string;
  /** Milliseconds on a clock that never goes back. */
  readonly now: () => number;
}

const levelsShown = 40;
const quietDb = -60;
/** Shorter ones were a slip of the finger. */
const shortestMs = 400;

interface Speaking {
  readonly id: string;
  readonly conversation: string;
  readonly bytes: GrowingBytes;
  readonly levelsDb: number[];
  /** Settles when everything is kept that was spoken so far. */
  kept: Promise<unknown>;
  recording: Recording | undefined;
  /** On the clock of the page. */
  startedAtMs: number;
  endedAtMs: number | undefined;
  /** The upload that goes on while one speaks; `undefined` where it could not begin. */
  upload: Promise<string | undefined>;
  stopUpload: () => void;
  isOver: boolean;
}

export class VoiceMessages {
  readonly #parts: VoiceMessagesParts;
  #speaking: Speaking | undefined;
  #accountId: string | undefined;

  constructor(parts: VoiceMessagesParts) {
    this.#parts = parts;
  }

  /** An account is signed in: what an earlier page did not send is offered. */
  async begin(accountId: string): Promise<void> {
    this.#accountId = accountId;
    const left = await this.#parts.kept.ofAccount(accountId).catch(() => []);
    for (const voice of left) {
      if (!(await this.#parts.hold(voice.id))) continue;
      if (this.#speaking === undefined && this.#accountId === accountId && voice.pieces.length > 1)
        this.#offer(voice);
      else if (voice.pieces.length <= 1) void this.#parts.kept.remove(voice.id);
    }
  }

  end(): void {
    this.#drop();
    this.#accountId = undefined;
  }

  async record(conversation: string): Promise<void> {
    if (this.#speaking !== undefined || this.#accountId === undefined) return;
    const { kept, hold, drawId, record } = this.#parts;
    const id = drawId();
    const speaking = newSpeaking(id, conversation);
    this.#speaking = speaking;
    this.#show({ state: 'starting' });
    await hold(id);
    speaking.kept = kept.begin({ id, accountId: this.#accountId, conversation }).catch(() => undefined);
    try {
      let index = 0;
      const recording = await record({
        onBytes: (piece) => {
          speaking.bytes.add(piece);
          // A browser that keeps nothing still sends.
          speaking.kept = Promise.all([
            speaking.kept,
            kept.add(id, (index += 1), piece).catch(() => undefined),
          ]);
        },
        onLevel: (levelDb) => this.#heard(speaking, levelDb),
      });
      if (speaking.isOver) return void recording.stop();
      speaking.recording = recording;
      speaking.startedAtMs = this.#parts.now();
      speaking.upload = this.#upload(speaking);
      this.#show({ state: 'recording' });
    } catch (error) {
      this.#forget(speaking);
      if (this.#speaking !== speaking) return;
      this.#show({ state: 'failed', problem: toProblem(error) });
      this.#speaking = undefined;
    }
  }

  async stop(): Promise<void> {
    const speaking = this.#speaking;
    if (speaking?.recording === undefined || speaking.bytes.isWhole) return;
    await this.#close(speaking, speaking.recording);
    if (this.#speaking === speaking)
      this.#show({ state: 'stopped', address: this.#parts.makeAddress(speaking.bytes.whole()) });
  }

  async send(): Promise<void> {
    const speaking = this.#speaking;
    if (speaking === undefined || speaking.isOver || this.#spoken?.state === 'sending') return;
    if (speaking.recording === undefined && !speaking.bytes.isWhole) return this.#drop();
    this.#show({ state: 'sending', problem: undefined });
    if (!speaking.bytes.isWhole && speaking.recording) await this.#close(speaking, speaking.recording);
    if (this.#durationOf(speaking) < shortestMs) return this.#drop();
    try {
      const attachment = await this.#finish(speaking);
      if (this.#speaking !== speaking) return;
      await this.#parts.sendMessage(speaking.conversation, attachment, speaking.bytes.whole());
      this.#forget(speaking);
      this.#clear(speaking);
    } catch (error) {
      // The upload is begun anew by the next tap.
      speaking.upload = Promise.resolve(undefined);
      if (this.#speaking === speaking) this.#show({ state: 'failed', problem: toProblem(error) });
    }
  }

  discard(): void {
    this.#drop();
  }

  /** What an earlier page left lies ready as if it had just been spoken. */
  #offer({ id, conversation, pieces }: KeptVoice): void {
    const speaking = newSpeaking(id, conversation);
    // Its first piece is the head of the file.
    speaking.endedAtMs = (pieces.length - 1) * pieceMs;
    for (const piece of pieces) speaking.bytes.add(piece);
    speaking.bytes.end();
    this.#speaking = speaking;
    this.#show({ state: 'left', address: this.#parts.makeAddress(speaking.bytes.whole()) });
  }

  async #finish(speaking: Speaking): Promise<Attachment> {
    const voice = {
      durationMs: Math.min(voiceMaxMs, Math.round(this.#durationOf(speaking))),
      waveform: waveformOf(speaking.levelsDb),
    };
    const id = (await speaking.upload) ?? (await this.#upload(speaking));
    return (await this.#parts.request('attachment:finish', { id: id ?? '', voice })).attachment;
  }

  /** @returns the id of the upload once all bytes have arrived; `undefined` when it broke while one spoke */
  async #upload(speaking: Speaking): Promise<string | undefined> {
    const { request, send, origin } = this.#parts;
    const { bytes } = speaking;
    const isWhole = bytes.isWhole;
    const whole = bytes.whole();
    try {
      const begun = await request('attachment:begin-upload', {
        name: voiceName,
        ...(isWhole && { bytes: bytes.bytes }),
      });
      await new Promise<void>((resolve, reject) => {
        speaking.stopUpload = send({
          origin,
          begun,
          bytes: isWhole ? whole : bytes,
          onProgress: () => undefined,
          onSent: resolve,
          onRefused: (code) => reject(new RequestError(code)),
        });
      });
      return begun.id;
    } catch (error) {
      if (isWhole) throw error;
      return undefined;
    }
  }

  #heard(speaking: Speaking, levelDb: number): void {
    if (speaking.isOver || speaking.bytes.isWhole || this.#speaking !== speaking) return;
    speaking.levelsDb.push(levelDb);
    const levels = speaking.levelsDb
      .slice(-levelsShown)
      .map((level) => Math.min(1, Math.max(0, 1 - level / quietDb)));
    this.#show({ levels, durationMs: this.#durationOf(speaking) });
    if (this.#durationOf(speaking) >= voiceMaxMs - 1000) void this.stop();
  }

  /** Ends the recording; all of it is there afterwards. */
  async #close(speaking: Speaking, recording: Recording): Promise<void> {
    speaking.endedAtMs ??= this.#parts.now();
    await recording.stop();
    speaking.bytes.end();
  }

  #durationOf({ startedAtMs, endedAtMs, recording }: Speaking): number {
    if (endedAtMs !== undefined) return endedAtMs - startedAtMs;
    return recording === undefined ? 0 : this.#parts.now() - startedAtMs;
  }

  #drop(): void {
    const speaking = this.#speaking;
    if (speaking === undefined) return this.#clear(undefined);
    speaking.stopUpload();
    if (!speaking.bytes.isWhole) void speaking.recording?.stop();
    speaking.bytes.end();
    this.#forget(speaking);
    this.#clear(speaking);
  }

  #forget(speaking: Speaking): void {
    speaking.isOver = true;
    void speaking.kept.then(() => this.#parts.kept.remove(speaking.id)).catch(() => undefined);
  }

  #clear(speaking: Speaking | undefined): void {
    if (this.#speaking !== speaking) return;
    this.#speaking = undefined;
    this.#parts.store.setState({ voice: { ...this.#parts.store.getState().voice, spoken: undefined } });
  }

  get #spoken(): SpokenVoice | undefined {
    return this.#parts.store.getState().voice.spoken;
  }

  #show(change: Partial<SpokenVoice>): void {
    const speaking = this.#speaking;
    if (speaking === undefined) return;
    const spoken: SpokenVoice = {
      conversation: speaking.conversation,
      state: 'starting',
      durationMs: 0,
      levels: [],
      address: undefined,
      problem: undefined,
      ...(this.#spoken?.conversation === speaking.conversation ? this.#spoken : {}),
      ...change,
      ...(change.state !== undefined && { durationMs: this.#durationOf(speaking) }),
    };
    this.#parts.store.setState({ voice: { ...this.#parts.store.getState().voice, spoken } });
  }
}

const pieceMs = framesPerPage * voiceFrame.durationMs;
const voiceName = 'voice.ogg';

function newSpeaking(id: string, conversation: string): Speaking {
  return {
    id,
    conversation,
    bytes: new GrowingBytes(),
    levelsDb: [],
    kept: Promise.resolve(),
    recording: undefined,
    startedAtMs: 0,
    endedAtMs: undefined,
    upload: Promise.resolve(undefined),
    stopUpload: () => undefined,
    isOver: false,
  };
}
