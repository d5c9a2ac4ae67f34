// Does many things again and again, each at its own pace, as the clocks of many people would have it. Used by parts.
import { setTimeout as sleep } from 'node:timers/promises';

/** Something that is done at equal intervals. */
export interface Rhythm {
  readonly intervalMs: number;
  /** Where in the first interval it begins, 0..1: people's clocks do not tick together. */
  readonly phase: number;
  readonly act: () => void;
}

interface Place {
  readonly rhythm: Rhythm;
  dueMs: number;
}

/** Plays all rhythms for so many seconds, in the order in which they are due; what is late is caught up with. */
export async function playRhythms(rhythms: readonly Rhythm[], seconds: number): Promise<void> {
  const startMs = performance.now();
  const endMs = startMs + 1000 * seconds;
  const places = rhythms.map(
    (rhythm): Place => ({ rhythm, dueMs: startMs + rhythm.phase * rhythm.intervalMs }),
  );
  for (;;) {
    const nextMs = Math.min(endMs, ...places.map(({ dueMs }) => dueMs));
    const earlyMs = nextMs - performance.now();
    if (earlyMs > 0) await sleep(earlyMs);
    // What arrives is looked at in between, also when all of this is late.
    else await sleep(0);
    if (nextMs >= endMs) return;
    playDue(places, performance.now(), endMs);
  }
}

function playDue(places: readonly Place[], nowMs: number, endMs: number): void {
  for (const place of places) {
    const { intervalMs, act } = place.rhythm;
    for (; place.dueMs <= nowMs && place.dueMs < endMs; place.dueMs += intervalMs) act();
  }
}
