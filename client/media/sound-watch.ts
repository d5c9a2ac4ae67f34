// Knows whether a page may be heard: browsers keep a page silent until the first click, and systems interrupt sound. Used by
// sound-output.

/** What makes sound, as far as it can be kept from it: an AudioContext. */
export interface Sounding {
  /** `running`, `suspended`, `interrupted` (Safari) or `closed`. */
  readonly state: string;
  resume(): Promise<void>;
  addEventListener(type: 'statechange', listener: () => void): void;
}

/** What plays: a media element. */
export interface Playing {
  play(): Promise<void>;
}

/** One that may sound needs some tens of milliseconds to begin; a machine that is busy takes longer. */
export const startPatienceMs = 1000;

/**
 * How often what is kept silent is tried again. A context that may sound can miss its start for good, without a word: on a machine that was
 * busy during a reload Chromium left it suspended until it was asked again (measured with three processors' worth of other work on two).
 */
export const resumeIntervalMs = 2000;

export class SoundWatch {
  readonly #onSilenced: (silenced: boolean) => void;
  readonly #sounding = new Set<Sounding>();
  /** Elements that the browser does not let play. */
  readonly #refused = new Set<Playing>();
  #silenced = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #retries: ReturnType<typeof setInterval> | undefined;

  /** @param onSilenced called when the page is kept from being heard, and when it no longer is */
  constructor(onSilenced: (silenced: boolean) => void) {
    this.#onSilenced = onSilenced;
  }

  /** Looks after a context from now on. */
  add(sounding: Sounding): void {
    this.#sounding.add(sounding);
    let ran = sounding.state === 'running';
    sounding.addEventListener('statechange', () => {
      // What the system stopped in the middle may go on by itself; what never began waits for a click.
      if (ran && isKept(sounding)) void sounding.resume().catch(() => undefined);
      ran ||= sounding.state === 'running';
      this.#look();
    });
    this.#look();
  }

  /** Has an element play, now or when the browser lets it. */
  play(element: Playing): void {
    element.play().then(
      () => this.#allow(element),
      (error: unknown) => {
        // Any other failure is of the sound itself, for example of one that has ended.
        if (!(error instanceof Error && error.name === 'NotAllowedError')) return;
        this.#refused.add(element);
        this.#look();
      },
    );
  }

  /** An element has ended. */
  forget(element: Playing): void {
    this.#allow(element);
  }

  /** The person has clicked, or pressed a key: now the browser allows sound. */
  async resume(): Promise<void> {
    for (const element of this.#refused) this.play(element);
    const kept = [...this.#sounding].filter(isKept);
    // One that is refused goes on being waited for.
    await Promise.all(kept.map((sounding) => sounding.resume().catch(() => undefined)));
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#retries);
    this.#sounding.clear();
    this.#refused.clear();
  }

  #allow(element: Playing): void {
    if (this.#refused.delete(element)) this.#look();
  }

  #look(): void {
    const kept = this.#refused.size > 0 || [...this.#sounding].some(isKept);
    if (!kept) {
      clearTimeout(this.#timer);
      clearInterval(this.#retries);
      this.#timer = undefined;
      this.#retries = undefined;
      return this.#tell(false);
    }
    this.#retries ??= setInterval(() => void this.resume(), resumeIntervalMs);
    if (!this.#silenced) this.#timer ??= setTimeout(() => this.#tell(true), startPatienceMs);
  }

  #tell(silenced: boolean): void {
    this.#timer = undefined;
    if (silenced === this.#silenced) return;
    this.#silenced = silenced;
    this.#onSilenced(silenced);
  }
}

function isKept({ state }: Sounding): boolean {
  return state !== 'running' && state !== 'closed';
}
