// The devices of a machine, as far as own sources open them, and what of their work may take time; for tests.
import type { EffectCamera } from '../media/effects/effect-camera.ts';

/** What may take time, or be refused by throwing. */
export type Slow =
  | 'open-microphone'
  | 'open-camera'
  | 'open-screen'
  | 'start-microphone'
  | 'set-effect'
  | `to-server ${string}`
  | `at-server ${string}`
  | `from-server ${string}`;

export type Hold = (what: Slow) => Promise<void> | void;

/** A device's track, or one made of it. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  contentHint = '';

  constructor(kind: 'audio' | 'video') {
    super();
    this.kind = kind;
  }

  /** As the page does it: without an event. */
  stop(): void {
    this.readyState = 'ended';
  }

  /** As the system or the browser's own bar does it. */
  endByItself(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  getSettings(): object {
    return { width: 1280, height: 720 };
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

export class FakeStream {
  readonly tracks: readonly FakeTrack[];

  constructor(tracks: readonly FakeTrack[]) {
    this.tracks = tracks;
  }

  getTracks() {
    return this.tracks;
  }

  getAudioTracks() {
    return this.tracks.filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks() {
    return this.tracks.filter(({ kind }) => kind === 'video');
  }
}

/** The devices of the machine; everything that was ever opened stays in sight. */
export class FakeDevices {
  readonly opened: { readonly what: 'microphone' | 'camera' | 'screen'; readonly track: FakeTrack }[] = [];
  screenHasSound = true;
  readonly #hold: Hold;

  constructor(hold: Hold) {
    this.#hold = hold;
  }

  live(what: 'microphone' | 'camera' | 'screen'): FakeTrack[] {
    return this.opened.flatMap((each) =>
      each.what === what && each.track.readyState === 'live' ? [each.track] : [],
    );
  }

  async open(
    what: 'microphone' | 'camera' | 'screen',
    kinds: readonly ('audio' | 'video')[],
    signal: AbortSignal,
  ): Promise<FakeStream> {
    await this.#hold(`open-${what}`);
    const tracks = kinds.map((kind) => new FakeTrack(kind));
    this.opened.push(...tracks.map((track) => ({ what, track })));
    if (signal.aborted) for (const track of tracks) track.stop();
    signal.throwIfAborted();
    return new FakeStream(tracks);
  }
}

/** A camera over a device, without effects. */
export function makeCamera(device: FakeTrack, hold: Hold): EffectCamera {
  return {
    device: device.asTrack(),
    track: device.asTrack(),
    setEffect: async () => hold('set-effect'),
    stop: () => device.stop(),
  };
}
