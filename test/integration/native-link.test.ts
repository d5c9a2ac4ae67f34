// The transport of peers without a browser, where its other end is gone.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { NativeLink } from '../../peers/native-link.ts';

test('a transport that is closed while it looks for its way says so at once, and not after its time is up', async () => {
  const silent = createSocket('udp4');
  silent.bind(0, '127.0.0.1');
  await once(silent, 'listening');
  const candidate = { ip: '127.0.0.1', port: silent.address().port, protocol: 'udp' } as const;
  const link = NativeLink.begin({
    direction: 'send',
    server: {
      id: 'transport',
      iceParameters: { usernameFragment: 'user', password: 'password of twenty-two' },
      iceCandidates: [{ ...candidate, foundation: 'a', priority: 1 }],
      dtlsParameters: { fingerprints: [{ algorithm: 'sha-256', value: Array(32).fill('AA').join(':') }] },
    },
    connect: async () => undefined,
    carriesPictures: false,
  });
  // It has begun to ask.
  await once(silent, 'message');
  link.close();
  await expect(link.opened).rejects.toThrow('closed before it was open');
  silent.close();
});
