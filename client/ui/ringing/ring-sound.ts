// The sounds of calls that ring, made by code: two rising tones where one is called, a long low tone where one calls.

export type RingSound = 'incoming' | 'outgoing';

interface Tone {
  readonly hertz: number;
  /** After the beginning of the pattern, in seconds. */
  readonly at: number;
  readonly seconds: number;
}

/** How a sound is repeated; `incoming` is heard through a room, `outgoing` beside the voice of the caller. */
export const ringPatterns: Readonly<
  Record<RingSound, { readonly everyMs: number; readonly level: number; readonly tones: readonly Tone[] }>
> = {
  incoming: {
    everyMs: 3000,
    level: 0.25,
    tones: [
      { hertz: 587.33, at: 0, seconds: 0.22 },
      { hertz: 880, at: 0.24, seconds: 0.34 },
      { hertz: 587.33, at: 0.8, seconds: 0.22 },
      { hertz: 880, at: 1.04, seconds: 0.34 },
    ],
  },
  outgoing: { everyMs: 4000, level: 0.08, tones: [{ hertz: 425, at: 0, seconds: 1 }] },
};

/** How long a tone takes to come and to go, in seconds: without it, each end is a click. */
const edgeSeconds = 0.02;

/**
 * Plays a sound until it is ended. A browser that plays nothing before a click leaves it silent.
 * @param speakerId of the loudspeaker that was chosen; empty: the system's
 * @returns ends it
 */
export function playRing(sound: RingSound, speakerId: string): () => void {
  const { everyMs, level, tones } = ringPatterns[sound];
  const context = new AudioContext(speakerId === '' ? {} : ({ sinkId: speakerId } as AudioContextOptions));
  const play = (): void => {
    // What waits for a click would all be heard at once with it.
    if (context.state === 'running') for (const tone of tones) playTone(context, tone, level);
  };
  const timer = setInterval(play, everyMs);
  void context.resume().then(play, () => undefined);
  return () => {
    clearInterval(timer);
    void context.close().catch(() => undefined);
  };
}

function playTone(context: AudioContext, { hertz, at, seconds }: Tone, level: number): void {
  const begin = context.currentTime + at;
  const oscillator = new OscillatorNode(context, { frequency: hertz });
  const gain = new GainNode(context, { gain: 0 });
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(level, begin + edgeSeconds);
  gain.gain.setValueAtTime(level, begin + seconds - edgeSeconds);
  gain.gain.linearRampToValueAtTime(0, begin + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(begin);
  oscillator.stop(begin + seconds);
}
