// How long sound takes from a context to the ear; a part of the delay that statistics tell of a voice.

/** What of an AudioContext tells it. Safari has no `outputLatency`. */
export interface SoundingContext {
  readonly baseLatency: number;
  readonly outputLatency?: number;
}

/**
 * In milliseconds. Without the sound device's own share in Firefox: there the page's thread asks the sound server for it under a lock
 * that the sound itself needs, and while a device starts both wait for each other without end (ESR 153).
 * @param isFirefox see `isFirefox`
 */
export function outputDelayMs(context: SoundingContext, isFirefox: boolean): number {
  const deviceSeconds = isFirefox ? 0 : (context.outputLatency ?? 0);
  return 1000 * (context.baseLatency + deviceSeconds);
}

/** By a method that Firefox alone has. */
export function isFirefox(): boolean {
  return 'mozCaptureStream' in HTMLMediaElement.prototype;
}
