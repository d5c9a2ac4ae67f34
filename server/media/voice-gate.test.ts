import { EventEmitter } from 'node:events';
import type { types } from 'mediasoup';
import { expect, test } from 'vitest';
import type { RtpProducer } from './peer-producers.ts';
import { VoiceGate } from './voice-gate.ts';

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

/** A router of which each thing that is asked for can be made to fail, and that says what is open. */
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
  const gate = new VoiceGate({
    ask: (question) => question(),
    router: router as unknown as types.Router,
    voicesMax: 1,
    applyHold: () => undefined,
    onHeld: () => undefined,
  });
  let count = 0;
  const admit = async (): Promise<RtpProducer> => {
    count += 1;
    const microphone = new FakeProducer(`microphone-${count}`) as unknown as RtpProducer;
    await gate.admit(microphone);
    return microphone;
  };
  return { gate, admit, failing, open, observers };
}

test.each(['socket', 'second socket', 'connect', 'produce'])(
  'B7: while there is no pipe (no %s) a microphone passes without one, and the next gets one as soon as there is',
  async (what) => {
    const { gate, admit, failing, open } = openRoom();
    await admit();
    failing.add(what);
    const without = await admit();
    expect(gate.outletOf(without)).toBe(without);
    if (what !== 'produce') expect(open.transports).toBe(0);
    failing.clear();
    const later = await admit();
    expect(gate.outletOf(later).id).toBe('copy');
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
  const { gate, admit, failing, observers } = openRoom();
  const first = await admit();
  failing.add('socket');
  const second = await admit();
  const levels = (volumes: readonly (readonly [unknown, number])[]) =>
    observers[0]?.emit(
      'volumes',
      volumes.map(([producer, volume]) => ({ producer, volume })),
    );
  const pairs = [first, second].map((producer, index) => [producer, -30 - 10 * index] as const);
  // A crowd is judged at once.
  const crowd = Array.from({ length: 5 }, (_, index) => [{ id: `other-${index}` }, -60] as const);
  levels([...pairs, ...crowd]);
  expect([gate.holds(first.id), gate.holds(second.id)]).toEqual([false, true]);
});
