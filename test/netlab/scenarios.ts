// The named networks of the bench: one sentence each, and how every direction of both people's lines behaves.
import { type LinkQuality, type Phase, perfectLink } from './impairment.ts';

export interface Scenario {
  readonly name: string;
  readonly sentence: string;
  /** How long is measured, after both are in the room and hear and see each other, in seconds. */
  readonly seconds: number;
  readonly talker: { readonly up: readonly Phase[]; readonly down: readonly Phase[] };
  readonly listener: { readonly up: readonly Phase[]; readonly down: readonly Phase[] };
  /** When the listener goes over to another interface with another address; the first one is gone from then on. */
  readonly listenerMovesAtMs?: number;
}

/** One way from person to server: a packet from one to the other passes two lines, thus half of a delay between them. */
type Quality = Partial<LinkQuality>;

function phase(fromMs: number, quality: Quality): Phase {
  return { ...perfectLink, ...quality, fromMs };
}

/** The same in all four directions. */
function everywhere(name: string, sentence: string, seconds: number, phases: readonly Phase[]): Scenario {
  const line = { up: phases, down: phases };
  return { name, sentence, seconds, talker: line, listener: line };
}

/** The loss of each of two lines in a row that together lose `share`. */
function halfLoss(share: number): number {
  return 1 - Math.sqrt(1 - share);
}

/** Random loss between two people who are 50 ms apart, there and back. */
function lossy(percent: 5 | 10 | 20): Scenario {
  const sentence = `${percent} % of all packets from person to person are lost by chance, half on each line, at 50 ms round trip.`;
  return everywhere(`lossy-${percent}`, sentence, 24, [
    phase(0, { loss: halfLoss(percent / 100), delayMs: 12.5 }),
  ]);
}

/** 5 Mbit/s, then 500 and 150 kbit/s, then 5 Mbit/s again; queues hold 250 ms. */
function steps(): Phase[] {
  const quality = { delayMs: 10, queueMs: 250 };
  return [
    phase(0, { ...quality, rateBps: 5_000_000 }),
    phase(10_000, { ...quality, rateBps: 500_000 }),
    phase(25_000, { ...quality, rateBps: 150_000 }),
    phase(40_000, { ...quality, rateBps: 5_000_000 }),
  ];
}

export const scenarios: readonly Scenario[] = [
  everywhere('clean', 'Nothing is lost, late or limited.', 24, [phase(0, {})]),
  everywhere('home-wifi', 'A few milliseconds, jitter, and now and then a short burst of losses.', 24, [
    phase(0, {
      delayMs: 4,
      jitterMs: 4,
      burst: { enter: 0.002, leave: 0.4, loss: 0.8 },
      rateBps: 30_000_000,
    }),
  ]),
  {
    name: 'lte',
    sentence:
      'Both on mobile networks: 25 ms per line with jitter, 5 Mbit/s up and 12 down, rare bursts, some reordering.',
    seconds: 24,
    talker: mobile(),
    listener: mobile(),
  },
  lossy(5),
  lossy(10),
  lossy(20),
  everywhere(
    'far-300ms',
    'Two continents: 300 ms round trip between the people, 1 % loss, little jitter.',
    24,
    [phase(0, { delayMs: 75, jitterMs: 2, loss: halfLoss(0.01) })],
  ),
  {
    name: 'step-down',
    sentence:
      "The talker's way up and the listener's way down have 5 Mbit/s, after 10 s 500 kbit/s, after 25 s 150 kbit/s, after 40 s 5 Mbit/s.",
    seconds: 60,
    talker: { up: steps(), down: [phase(0, { delayMs: 10 })] },
    listener: { up: [phase(0, { delayMs: 10 })], down: steps() },
  },
  {
    name: 'cut-5s',
    sentence: "After 8 s the listener's line is cut for 5 s.",
    seconds: 25,
    talker: { up: [phase(0, { delayMs: 10 })], down: [phase(0, { delayMs: 10 })] },
    listener: { up: cut(), down: cut() },
  },
  {
    name: 'cut-talker-5s',
    sentence: "After 8 s the talker's line is cut for 5 s.",
    seconds: 25,
    talker: { up: cut(), down: cut() },
    listener: { up: [phase(0, { delayMs: 10 })], down: [phase(0, { delayMs: 10 })] },
  },
  {
    name: 'cut-60s',
    sentence:
      "After 8 s the talker's line is cut for 60 s, longer than the server keeps a place in the room: the client has to join again.",
    seconds: 85,
    talker: { up: cut(60), down: cut(60) },
    listener: { up: [phase(0, { delayMs: 10 })], down: [phase(0, { delayMs: 10 })] },
  },
  {
    ...everywhere(
      'address-change',
      'After 8 s the listener goes over from one interface to another, as from Wi-Fi to cable.',
      25,
      [phase(0, { delayMs: 10 })],
    ),
    listenerMovesAtMs: 8000,
  },
  everywhere(
    'worst-corner',
    'Everything at once: 10 % loss with bursts, 80 ms per line, strong jitter, reordering, duplicates, 600 kbit/s.',
    30,
    [
      phase(0, {
        delayMs: 80,
        jitterMs: 25,
        loss: halfLoss(0.06),
        burst: { enter: 0.01, leave: 0.3, loss: 0.7 },
        reorder: { share: 0.02, byMs: 30 },
        duplicate: 0.01,
        rateBps: 600_000,
        queueMs: 300,
      }),
    ],
  ),
];

function mobile(): Scenario['talker'] {
  const quality = {
    delayMs: 25,
    jitterMs: 8,
    loss: 0.002,
    burst: { enter: 0.001, leave: 0.3, loss: 0.8 },
    reorder: { share: 0.002, byMs: 12 },
  };
  return {
    up: [phase(0, { ...quality, rateBps: 5_000_000 })],
    down: [phase(0, { ...quality, rateBps: 12_000_000 })],
  };
}

function cut(seconds = 5): Phase[] {
  const fromMs = 8000;
  return [
    phase(0, { delayMs: 10 }),
    phase(fromMs, { delayMs: 10, loss: 1 }),
    phase(fromMs + 1000 * seconds, { delayMs: 10 }),
  ];
}
