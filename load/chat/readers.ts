// People who page through history and search while others write. A part of the chat load.
import { DelayHistogram } from '../measure/delay-histogram.ts';
import type { ChatCrew } from './chat-crew.ts';

export interface ReadersResult {
  readonly answered: number;
  readonly refused: number;
  readonly p50: number | undefined;
  readonly p99: number | undefined;
}

type Kind = 'pages' | 'searches';

const queries = ['三点', '开会', '今', 'load', '0', '下午三点开会', '没有', 'zz'];

export class Readers {
  readonly #crew: ChatCrew;
  readonly #random: () => number;
  readonly #delays = { pages: new DelayHistogram(), searches: new DelayHistogram() };
  readonly #refused = { pages: 0, searches: 0 };
  #timers: NodeJS.Timeout[] = [];

  constructor(crew: ChatCrew, random: () => number) {
    this.#crew = crew;
    this.#random = random;
  }

  /** @param pages asked for each second @param searches asked for each second */
  start(pages: number, searches: number): void {
    if (pages > 0) this.#timers.push(setInterval(() => void this.#page(), 1000 / pages));
    if (searches > 0) this.#timers.push(setInterval(() => void this.#search(), 1000 / searches));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  result(kind: Kind): ReadersResult {
    const delays = this.#delays[kind];
    const rounded = (share: number) => Math.round(10 * (delays.belowMs(share) ?? 0)) / 10;
    return { answered: delays.total, refused: this.#refused[kind], p50: rounded(0.5), p99: rounded(0.99) };
  }

  async #page(): Promise<void> {
    const group = this.#crew.groups[this.#below(this.#crew.groups.length)];
    const device = group?.devices[this.#below(group.devices.length)];
    const token = this.#crew.tokens[device === undefined ? -1 : this.#crew.devices.indexOf(device)];
    if (group === undefined || token === undefined) return;
    const last = device?.sync.log(group.id)?.state.lastSeq ?? 1;
    const input = { conversation: group.id, before: 1 + this.#below(last + 1) };
    await this.#timed('pages', () => this.#crew.accounts.api.ask(token, 'message:history', input));
  }

  async #search(): Promise<void> {
    const token = this.#crew.tokens[this.#below(this.#crew.tokens.length)];
    const text = queries[this.#below(queries.length)] ?? '';
    if (token !== undefined)
      await this.#timed('searches', () => this.#crew.accounts.api.ask(token, 'message:search', { text }));
  }

  async #timed(kind: Kind, ask: () => Promise<unknown>): Promise<void> {
    const startMs = performance.now();
    try {
      await ask();
      this.#delays[kind].add(performance.now() - startMs);
    } catch {
      this.#refused[kind] += 1;
    }
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }
}
