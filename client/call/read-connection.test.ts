import { expect, test } from 'vitest';
import { readConnection, readUplinkBps } from './read-connection.ts';

const report = (...entries: readonly { readonly id: string }[]) =>
  new Map(entries.map((entry) => [entry.id, entry]));

const send = report(
  { id: 'T', type: 'transport', selectedCandidatePairId: 'new', packetsReceived: 7 } as { id: string },
  { id: 'old', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.9 } as { id: string },
  { id: 'new', type: 'candidate-pair', currentRoundTripTime: 0.05, availableOutgoingBitrate: 800_000 } as {
    id: string;
  },
  { id: 'O', type: 'outbound-rtp', kind: 'audio', packetsSent: 200 } as { id: string },
  { id: 'R', type: 'remote-inbound-rtp', localId: 'O', packetsLost: 4 } as { id: string },
);
const receive = report(
  { id: 'T', type: 'transport', packetsReceived: 30 } as { id: string },
  { id: 'A', type: 'inbound-rtp', mid: '0', packetsReceived: 90, packetsLost: 10 } as { id: string },
  { id: 'B', type: 'inbound-rtp', mid: '1', packetsReceived: 50, packetsLost: -2 } as { id: string },
);

test('round trip and losses are read of the pair and the streams that are in use', () => {
  const connection = readConnection(send, receive, [
    { mid: '0', peer: { peerId: 'ann' } },
    { mid: '1', peer: { peerId: 'ann' } },
  ]);
  expect(connection).toEqual({
    packetsReceived: 37,
    roundTripMs: 50,
    sent: new Map([['R', { expected: 200, lost: 4 }]]),
    received: new Map([['ann', { expected: 150, lost: 10 }]]),
    pictureUplinkBps: undefined,
  });
});

test('the bandwidth is that of the pair in use, also of one sender alone', () => {
  const other = { id: 'old', type: 'candidate-pair', nominated: true, availableOutgoingBitrate: 1 } as {
    id: string;
  };
  expect(readUplinkBps(new Map([...send, ['old', other]]))).toBe(800_000);
  expect(readUplinkBps(receive)).toBeUndefined();
});

test('people who say that their own connection is bad tell nothing of this one', () => {
  const trouble = { level: 'poor', cause: 'loss' } as const;
  expect(readConnection(send, receive, [{ mid: '0', peer: { peerId: 'ann', trouble } }]).received).toEqual(
    new Map(),
  );
});

test('the bandwidth counts while pictures are sent', () => {
  const video = { id: 'V', type: 'outbound-rtp', kind: 'video', packetsSent: 1 } as { id: string };
  expect(readConnection(new Map([...send, ['V', video]]), receive, []).pictureUplinkBps).toBe(800_000);
});
