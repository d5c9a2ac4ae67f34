import { expect, test } from 'vitest';
import { VoiceLosses } from './voice-losses.ts';

function listen(listeners: number) {
  const told: [sender: string, producer: string, lossRatio: number][] = [];
  const bursts: number[] = [];
  const losses = new VoiceLosses((senderId, producerId, loss) => {
    told.push([senderId, producerId, loss.lossRatio]);
    bursts.push(loss.burstPackets);
  });
  const voice = { producerId: 'voice', senderId: 'sender', listenerCount: () => listeners };
  const report = (listenerId: string, lossRatio: number, burstPackets = 1) =>
    losses.report(voice, listenerId, { lossRatio, burstPackets });
  return { told, bursts, losses, report };
}

test('the sender is sent the loss of the worst listener, and only when another number of copies follows from it', () => {
  const { told, report } = listen(3);
  report('a', 0.04);
  report('b', 0.05);
  report('a', 0.06);
  report('b', 0.1);
  expect(told).toEqual([
    ['sender', 'voice', 0.04],
    ['sender', 'voice', 0.1],
  ]);
});

test('when the last bad listener recovers or leaves the sender is told so', () => {
  const { told, losses, report } = listen(3);
  report('a', 0.04);
  report('a', 0);
  report('b', 0.2);
  losses.forgetPeer('b');
  expect(told.map(([, , lossRatio]) => lossRatio)).toEqual([0.04, 0, 0.2, 0]);
});

test('in a large room the worst tenth of the listeners is left aside', () => {
  const { told, report } = listen(30);
  for (const listener of ['a', 'b', 'c']) report(listener, 0.3);
  expect(told).toEqual([]);
  report('d', 0.09);
  expect(told).toEqual([['sender', 'voice', 0.09]]);
});

test('a voice that is off, or whose sender left, is forgotten', () => {
  const { told, losses, report } = listen(3);
  report('a', 0.04);
  losses.forgetVoice('voice');
  losses.forgetPeer('a');
  report('b', 0.04);
  losses.forgetPeer('sender');
  losses.forgetPeer('b');
  expect(told).toHaveLength(2);
});

test('a sender that comes back after a break is told what holds now', () => {
  const { told, losses, report } = listen(3);
  report('a', 0.04);
  losses.repeatTo('sender');
  losses.repeatTo('somebody else');
  expect(told).toEqual([
    ['sender', 'voice', 0.04],
    ['sender', 'voice', 0.04],
  ]);
});

test('a sender is told when losses begin to come in bursts, as its worst listener has them', () => {
  const { bursts, report } = listen(3);
  report('a', 0.05);
  report('b', 0.04, 8);
  report('a', 0.05, 3);
  expect(bursts).toEqual([1, 3]);
});
