// Records what a page's microphone takes in and what its loudspeaker gives out, without a word of it in the product.
import type { Page } from 'playwright-core';

/** Sound as recorded in a page; both sides of a call on one machine share the clock. */
export interface TappedSound {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
  /** When the first sample was taken in or given out, in milliseconds since the epoch. */
  readonly startedAtMs: number;
  /**
   * For each piece of 128 samples, when the first sample of all was taken in or given out by what that piece's message
   * says: never too early, but too late by as long as the message took.
   */
  readonly startsAtMs: Float64Array;
}

interface TapLine {
  sampleRateHz: number;
  startedAtMs: number;
  startsAtMs: number[];
  pieces: Float32Array[];
}

interface TapWindow {
  plenumSoundTap?: Record<string, TapLine>;
}

/** Call it before the page is opened. */
export async function installSoundTap(page: Page): Promise<void> {
  await allowRecorder(page);
  await page.addInitScript(tapSound);
}

/**
 * The recorder is a blob, which a page's policy of contents rightly refuses as a script: of that policy this one word is changed,
 * and all the rest holds. The browser itself changes it, since a worklet's script passes no route of Playwright's.
 */
async function allowRecorder(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  session.on('Fetch.requestPaused', ({ requestId, responseStatusCode, responseHeaders = [] }) => {
    const answer = async (): Promise<unknown> => {
      if (responseStatusCode === undefined) return session.send('Fetch.continueRequest', { requestId });
      // Headers that are only changed come too late for the policy; an answer that is given anew has them from its beginning.
      const { body, base64Encoded } = await session.send('Fetch.getResponseBody', { requestId });
      return session.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: responseStatusCode,
        responseHeaders: responseHeaders.map(allowBlobs),
        body: base64Encoded ? body : Buffer.from(body).toString('base64'),
      });
    };
    // The page may have been closed meanwhile.
    void answer().catch(() => undefined);
  });
  await session.send('Fetch.enable', { patterns: [{ resourceType: 'Document', requestStage: 'Response' }] });
}

function allowBlobs({ name, value }: { name: string; value: string }): { name: string; value: string } {
  const isPolicy = name.toLowerCase() === 'content-security-policy';
  return { name, value: isPolicy ? value.replace(/script-src /, '$&blob: ') : value };
}

/**
 * What was recorded so far of `microphone` or of `loudspeaker` at the context's rate: 16 kHz for Speex.
 * @throws Error when there was none
 */
export async function readSoundTap(
  page: Page,
  side: 'microphone' | 'loudspeaker',
  sampleRateHz = 16_000,
): Promise<TappedSound> {
  const taken = await page.evaluate(
    async ([name]) => {
      const line = (window as TapWindow).plenumSoundTap?.[name ?? ''];
      if (line === undefined) return undefined;
      const encode = async (parts: ArrayBufferView<ArrayBuffer>[]) => {
        const dataUrl = await new Promise<string>((resolve) => {
          const reader = new FileReader();
          reader.addEventListener('load', () => resolve(reader.result as string));
          reader.readAsDataURL(new Blob(parts));
        });
        return dataUrl.slice(dataUrl.indexOf(',') + 1);
      };
      const { startedAtMs, startsAtMs, pieces } = line;
      const count = pieces.length;
      return {
        startedAtMs,
        starts: await encode([Float64Array.from(startsAtMs.slice(0, count))]),
        sound: await encode(pieces.slice(0, count) as Float32Array<ArrayBuffer>[]),
      };
    },
    [`${side}-${sampleRateHz}`],
  );
  if (taken === undefined) throw new Error(`The ${side} has recorded nothing at ${sampleRateHz} Hz.`);
  const decode = (base64: string) => Uint8Array.from(Buffer.from(base64, 'base64')).buffer;
  return {
    sampleRateHz,
    startedAtMs: taken.startedAtMs,
    startsAtMs: new Float64Array(decode(taken.starts)),
    samples: new Float32Array(decode(taken.sound)),
  };
}

/** Seconds of sound that were recorded so far, by the clock of the sound card; 0 when there are none. */
export function readTappedSeconds(
  page: Page,
  side: 'microphone' | 'loudspeaker',
  sampleRateHz = 16_000,
): Promise<number> {
  return page.evaluate(
    ([name, rateHz]) => {
      const pieces = (window as TapWindow).plenumSoundTap?.[name]?.pieces ?? [];
      return (pieces.length * (pieces[0]?.length ?? 0)) / rateHz;
    },
    [`${side}-${sampleRateHz}`, sampleRateHz] as const,
  );
}

/** Runs in the page, thus holds all it needs: whatever is connected to a loudspeaker or from a microphone is recorded too. */
function tapSound(): void {
  const recorder = `registerProcessor('sound-tap', class extends AudioWorkletProcessor {
    process([[samples]]) {
      // No channel means that nothing plays: silence, which must not shorten the recording.
      const piece = samples ? samples.slice() : new Float32Array(128);
      this.port.postMessage(piece);
      return true;
    }
  })`;
  const lines: NonNullable<TapWindow['plenumSoundTap']> = {};
  (window as TapWindow).plenumSoundTap = lines;
  const recorders = new Map<string, Promise<AudioWorkletNode>>();
  const loaded = new WeakMap<BaseAudioContext, Promise<void>>();
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...parts: unknown[]) => AudioNode;

  const openRecorder = async (context: BaseAudioContext, name: string) => {
    const address = URL.createObjectURL(new Blob([recorder], { type: 'text/javascript' }));
    const ready = loaded.get(context) ?? context.audioWorklet.addModule(address);
    loaded.set(context, ready);
    await ready;
    const node = new AudioWorkletNode(context, 'sound-tap', {
      numberOfOutputs: 0,
      channelCount: 1,
      channelCountMode: 'explicit',
    });
    const line: TapLine = {
      sampleRateHz: context.sampleRate,
      startedAtMs: Number.POSITIVE_INFINITY,
      startsAtMs: [],
      pieces: [],
    };
    lines[name] = line;
    node.port.addEventListener('message', (event) => {
      const { data } = event as MessageEvent<Float32Array>;
      // Told by what was recorded before, not by the context's own time: that one leaps when the sound card stuttered.
      const recordedMs = (1000 * line.pieces.length * data.length) / context.sampleRate;
      const late =
        name.startsWith('loudspeaker') && context instanceof AudioContext
          ? 1000 * (context.baseLatency + context.outputLatency)
          : 0;
      // The message that was delivered fastest tells best when its sound was rendered.
      const startedAtMs = performance.timeOrigin + performance.now() - recordedMs + late;
      line.startedAtMs = Math.min(line.startedAtMs, startedAtMs);
      line.startsAtMs.push(startedAtMs);
      line.pieces.push(data);
    });
    node.port.start();
    return node;
  };

  const tap = async (from: AudioNode, side: string) => {
    const name = `${side}-${from.context.sampleRate}`;
    const opened = recorders.get(name) ?? openRecorder(from.context, name);
    recorders.set(name, opened);
    connect.call(from, await opened);
  };

  AudioNode.prototype.connect = function (this: AudioNode, ...parts: unknown[]) {
    if (parts[0] instanceof AudioDestinationNode) void tap(this, 'loudspeaker');
    if (this instanceof MediaStreamAudioSourceNode && this.context.sampleRate === 16_000)
      void tap(this, 'microphone');
    return connect.apply(this, parts);
  };
}
