import { expect, test } from 'vitest';
import { PacketCipher } from './packet-cipher.ts';

const [key, here, there] = [1, 0xfe, 0x33].map((byte) => Buffer.alloc(16, byte)) as [Buffer, Buffer, Buffer];
const client = () => new PacketCipher({ key, clientNonce: here, serverNonce: there });
const server = () => new PacketCipher({ key, clientNonce: there, serverNonce: here });

test('what one end seals the other opens, when counters overflow and packets were lost as well', () => {
  const [from, to] = [client(), server()];
  for (let packet = 0; packet < 2000; packet += 1) {
    const datagram = from.seal(Buffer.from(`packet ${packet}`));
    const isLost = packet % 7 === 0 || (packet > 500 && packet < 1100);
    if (!isLost) expect(to.open(datagram)?.toString()).toBe(`packet ${packet}`);
  }
});

test('a packet that was changed on its way, or is too short for one, is none', () => {
  const datagram = client().seal(Buffer.from('a packet'));
  datagram.writeUInt8(datagram.readUInt8(6) ^ 1, 6);
  expect(server().open(datagram)).toBeUndefined();
  expect(server().open(Buffer.alloc(3))).toBeUndefined();
});
