import { expect, test } from 'vitest';
import { createVoiceCarrier } from './voice-carrier.ts';

/** A carrier with numbered envelopes, and packets by name. */
function open() {
  const ready: string[] = [];
  const posted: string[] = [];
  const carrier = createVoiceCarrier<number>(
    () => {
      const name = ready.shift();
      return name === undefined ? undefined : new TextEncoder().encode(name);
    },
    (envelope, packet) => posted.push(`${new TextDecoder().decode(packet)} in ${envelope}`),
  );
  const speak = (name: string) => {
    ready.push(name);
    carrier.send();
  };
  return { carrier, speak, posted };
}

test('a packet leaves at once, in the carrier frame that came last', () => {
  const { carrier, speak, posted } = open();
  carrier.offer(1);
  carrier.offer(2);
  speak('a');
  expect(posted).toEqual(['a in 2']);
});

test('a packet without a carrier frame waits for the next one, and no frame carries two', () => {
  const { carrier, speak, posted } = open();
  speak('a');
  expect(posted).toEqual([]);
  carrier.offer(1);
  speak('b');
  expect(posted).toEqual(['a in 1']);
  carrier.offer(2);
  expect(posted).toEqual(['a in 1', 'b in 2']);
});

test('carrier frames without a packet are not sent', () => {
  const { carrier, posted } = open();
  for (const envelope of [1, 2, 3]) carrier.offer(envelope);
  expect(posted).toEqual([]);
});
