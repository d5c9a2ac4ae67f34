import fc from 'fast-check';
import { Decoder, Encoder, PacketType } from 'socket.io-parser';
import { describe, expect, test } from 'vitest';
import { connectedFrame, noticesFrame, readPacket, refusedFrame, replyFrame } from './socket-packets.ts';

describe('a frame of a client', () => {
  test.each([
    ['3', { kind: 'pong' }],
    ['41', { kind: 'leave' }],
    ['40', { kind: 'connect', auth: {} }],
    ['40{"ticket":"t"}', { kind: 'connect', auth: { ticket: 't' } }],
    ['42["a",{"b":1}]', { kind: 'event', id: undefined, name: 'a', input: { b: 1 } }],
    ['4212["a"]', { kind: 'event', id: 12, name: 'a', input: undefined }],
    ['420["a",1,2]', { kind: 'event', id: 0, name: 'a', input: 1 }],
  ])('%s is read', (frame, packet) => {
    expect(readPacket(frame)).toEqual(packet);
  });

  test.each([
    ['nothing', ''],
    ['a ping, which is the server’s to send', '2'],
    ['another namespace', '40/other,{}'],
    ['a handshake that is no object', '40"x"'],
    ['an event of another namespace', '42/other,["a"]'],
    ['a list without a name', '42[]'],
    ['an event that is no list', '42{"length":1}'],
    ['broken JSON', '42["a",'],
    ['a number that is not exact', '421234567890123456["a"]'],
    ['an acknowledgement, which nobody asked for', '430[1]'],
    ['a binary event', '451-["a",{"_placeholder":true,"num":0}]'],
    ['a change of transport', '5'],
    ['text around it', ' 42["a"]'],
  ])('is none of ours: %s', (_what, frame) => {
    expect(readPacket(frame)).toBeUndefined();
  });

  test('is read as socket.io’s own encoder writes it', () => {
    const json = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));
    const check = (name: string, input: unknown, id: number): void => {
      const data = [name, input];
      const [text] = new Encoder().encode({ type: PacketType.EVENT, nsp: '/', id, data });
      const read: unknown = JSON.parse(JSON.stringify(input));
      expect(readPacket(`4${text}`)).toEqual({ kind: 'event', id, name, input: read });
    };
    fc.assert(fc.property(fc.string(), json, fc.nat(), check));
  });

  test('never makes reading throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('', '40', '42', '4'), (text, head) => {
        expect(() => readPacket(head + text)).not.toThrow();
      }),
    );
  });
});

test('what the server says is read by socket.io’s own decoder', () => {
  const ended = { name: 'session:ended', body: {} } as const;
  const frames = [
    connectedFrame('s'),
    refusedFrame({ code: 'ticket-invalid' }),
    noticesFrame([ended]),
    noticesFrame([ended, ended]),
    replyFrame(7, { ok: true, value: 'v' }),
  ];
  const packets: unknown[] = [];
  const decoder = new Decoder();
  decoder.on('decoded', (packet) => packets.push(packet));
  for (const frame of frames) {
    expect(frame[0]).toBe('4');
    decoder.add(frame.slice(1));
  }
  expect(packets).toMatchObject([
    { type: PacketType.CONNECT, data: { sid: 's' } },
    { type: PacketType.CONNECT_ERROR, data: { message: 'ticket-invalid', data: { code: 'ticket-invalid' } } },
    { type: PacketType.EVENT, data: ['session:ended', {}] },
    { type: PacketType.EVENT, data: ['several', [ended, ended]] },
    { type: PacketType.ACK, id: 7, data: [{ ok: true, value: 'v' }] },
  ]);
});
