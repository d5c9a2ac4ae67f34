import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { expect, test } from 'vitest';
import type { RtpProducer } from './peer-producers.ts';
import { ActiveSpeakerSelector } from './active-speaker-selector.ts';

class FakeProducer {
  readonly id: string;
  readonly kind = 'audio';
  readonly rtpParameters = {};
  readonly observer = new EventEmitter();
  closed = false;
  paused = false;

  constructor(id: string) {
    this.id = id;
  }

  async pause(): Promise<void> {
    this.paused = true;
  }

  async resume(): Promise<void> {
    this.paused = false;
  }

  close(): void {
    this.closed = true;
    this.observer.emit('close');
  }
}

/** A router whose every request can be made to fail, and that says what is open. */
function openRoom() {
  const failing = new Set<string>();
  const open = { transports: 0, observers: 0 };
  const observers: EventEmitter[] = [];
  const mayFail = (what: string): void => {
    if (failing.has(what)) throw new Error(`no ${what}`);
  };
  const transport = () => ({
    tuple: { localAddress: '127.0.0.1', localPort: 1 },
    connect: async () => mayFail('connect'),
    consume: async ({ producerId }: { producerId: string }) => new FakeProducer(producerId),
    produce: async () => {
      mayFail('produce');
      return new FakeProducer('copy');
    },
    close: () => (open.transports -= 1),
  });
  const router = {
    createPipeTransport: async () => {
      if (open.transports % 2 === 1) mayFail('second socket');
      mayFail('socket');
      open.transports += 1;
      return transport();
    },
    createAudioLevelObserver: async () => {
      mayFail('observer');
      open.observers += 1;
      const observer = Object.assign(new EventEmitter(), {
        addProducer: async () => undefined,
        close: () => (open.observers -= 1),
      });
      observers.push(observer);
      return observer;
    },
  };
  const gate = new ActiveSpeakerSelector({
    ask: (question) => question(),
    router: router as unknown as types.Router,
    voicesMax: 1,
    applyHold: () => undefined,
    onHeld: () => undefined,
  });
  let count = 0;
  const admit = async (speakerId?: string): Promise<RtpProducer> => {
    count += 1;
    const microphone = new FakeProducer(`microphone-${count}`) as unknown as RtpProducer;
    await gate.admit(microphone, speakerId ?? `peer-${count}`);
    return microphone;
  };
  /** The quick observer's next report. */
  const report = (levels: readonly (readonly [RtpProducer, number])[]): void => {
    observers[0]?.emit(
      'volumes',
      levels.map(([producer, volume]) => ({ producer, volume })),
    );
  };
  return { gate, admit, failing, open, report };
}

test.each(['socket', 'second socket', 'connect', 'produce'])(
  'B7: while there is no pipe (no %s) a microphone passes without one, and the next gets one as soon as there is',
  async (what) => {
    const { gate, admit, failing, open } = openRoom();
    await admit();
    failing.add(what);
    const without = await admit();
    expect(gate.forwardedProducer(without)).toBe(without);
    if (what !== 'produce') expect(open.transports).toBe(0);
    failing.clear();
    const later = await admit();
    expect(gate.forwardedProducer(later).id).toBe('copy');
    expect(open.transports).toBe(2);
  },
);

test('B7: a microphone that cannot be observed is refused, and the next one is not', async () => {
  const { admit, failing, open } = openRoom();
  await admit();
  failing.add('observer');
  await expect(admit()).rejects.toThrow('no observer');
  failing.clear();
  await admit();
  expect(open.observers).toBe(2);
});

test('a microphone without a pipe is held as one of the first few is', async () => {
  const { gate, admit, failing, report } = openRoom();
  const first = await admit();
  failing.add('socket');
  const others = [];
  for (let count = 0; count < 6; count += 1) others.push(await admit());
  // So many are a crowd, which is judged at once.
  report([first, ...others].map((producer, index) => [producer, -30 - 5 * index] as const));
  expect([first, ...others].map(({ id }) => gate.holds(id))).toEqual([false, ...others.map(() => true)]);
});

test('S14: a microphone that is opened anew is no new voice', async () => {
  const { gate, admit, report } = openRoom();
  const voices = [];
  for (let count = 0; count < 7; count += 1) voices.push(await admit());
  report(voices.map((producer, index) => [producer, -30 - 5 * index] as const));
  voices[0]?.close();
  const again = await admit('peer-1');
  report([again, ...voices.slice(1)].map((producer, index) => [producer, -60 + 5 * index] as const));
  // It keeps the place that it had won, though its level would not.
  expect(gate.forwardedProducer(again).paused).toBe(false);
  expect(gate.forwardedProducer(voices[6] as RtpProducer).paused).toBe(true);
});
