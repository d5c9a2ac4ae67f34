// Measures what pictures cost and says which are made and searched; the decision itself is plan-pace's.
import type { EffectCost } from './effect-contract.ts';
import { paces, planPace } from './plan-pace.ts';

const intervalMs = 1000;

export class PaceKeeper {
  readonly #onCost: (cost: EffectCost) => void;
  #index = 0;
  #dueAtMs = 0;
  #untilSearch = 0;
  #startedMs = 0;
  #second: {
    since: number;
    offered: number;
    searches: number;
    searchMs: number;
    pictures: number;
    busyMs: number;
  };

  /** @param onCost called once a second */
  constructor(onCost: (cost: EffectCost) => void) {
    this.#onCost = onCost;
    this.#second = emptySecond(0);
  }

  /** A frame has come: leave it out, draw it, or search in it too. */
  begin(nowMs: number): 'skip' | 'draw' | 'search' {
    if (this.#second.since === 0) this.#second = emptySecond(nowMs);
    if (nowMs - this.#second.since >= intervalMs) this.#plan(nowMs);
    this.#second.offered += 1;
    const { searchEvery, framesPerSecondMax } = paces[this.#index] ?? {
      searchEvery: 2,
      framesPerSecondMax: 10,
    };
    const periodMs = 1000 / framesPerSecondMax;
    // A quarter early counts as due: cameras are never quite even.
    if (nowMs < this.#dueAtMs - periodMs / 4) return 'skip';
    this.#dueAtMs = Math.max(this.#dueAtMs + periodMs, nowMs);
    this.#startedMs = nowMs;
    this.#untilSearch -= 1;
    if (this.#untilSearch > 0) return 'draw';
    this.#untilSearch = searchEvery;
    return 'search';
  }

  searched(durationMs: number): void {
    this.#second.searches += 1;
    this.#second.searchMs += durationMs;
  }

  /** The picture that was begun last is made. */
  drawn(nowMs: number): void {
    this.#second.pictures += 1;
    this.#second.busyMs += nowMs - this.#startedMs;
  }

  #plan(nowMs: number): void {
    const { since, offered, searches, searchMs, pictures, busyMs } = this.#second;
    const seconds = (nowMs - since) / 1000;
    this.#second = emptySecond(nowMs);
    if (pictures === 0) return;
    this.#onCost({
      coreShare: busyMs / 1000 / seconds,
      msPerPicture: busyMs / pictures,
      framesPerSecond: pictures / seconds,
    });
    this.#index = planPace(this.#index, {
      searchMs: searches === 0 ? 0 : searchMs / searches,
      drawMs: (busyMs - searchMs) / pictures,
      cameraPerSecond: offered / seconds,
    });
  }
}

function emptySecond(since: number) {
  return { since, offered: 0, searches: 0, searchMs: 0, pictures: 0, busyMs: 0 };
}
