import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { RequestInput } from '../../protocol/requests.ts';
import { PeerProducers, type PeerProducersParts } from './peer-producers.ts';

const microphone: RequestInput<'media:produce'> = {
  source: 'microphone',
  codec: 'opus',
  rtpParameters: { codecs: [], encodings: [{ ssrc: 1 }] },
};

/** Each peer has a transport of its own; gate and ceilings are those of the room and of the server. */
function openRoom() {
  const speakers: string[] = [];
  const ended: string[] = [];
  const parts = (accountId: string) => ({
    accountId,
    ask: (question: () => Promise<unknown>) => question(),
    sendTransport: {
      produce: async ({ appData }: { appData: unknown }) => ({
        id: 'microphone',
        appData,
        observer: new EventEmitter(),
        close: () => undefined,
      }),
    },
    layerRequests: { open: () => undefined, close: () => undefined },
    gate: { admit: async (_producer: unknown, speakerId: string) => void speakers.push(speakerId) },
    ceilings: {
      requireEven: () => undefined,
      closing: (accountOfPeer: string) => void ended.push(accountOfPeer),
    },
  });
  const enter = (accountId: string): PeerProducers =>
    new PeerProducers(parts(accountId) as unknown as PeerProducersParts);
  return { enter, speakers, ended };
}

test('S14: leaving and joining again is no new voice, nor a new account of what was sent', async () => {
  const { enter, speakers, ended } = openRoom();
  for (const place of [enter('ann'), enter('ann'), enter('ben')]) {
    await place.produce(microphone);
    place.closeAll();
  }
  expect(speakers).toEqual(['ann', 'ann', 'ben']);
  expect(ended).toEqual(['ann', 'ann', 'ben']);
});
