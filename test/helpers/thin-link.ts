// A bad line between some participants and the server, in this process and without root: a UDP relay on loopback whose packets
// fare as the bench's model of lines says.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { RequestNameOf, RequestOutput } from '../../protocol/requests.ts';
import type { Member } from '../integration/member.ts';
import { createDirection } from '../netlab/direction.ts';
import type { LinkQuality } from '../netlab/impairment.ts';

type Candidates = RequestOutput<'room:join'>['sendTransport']['iceCandidates'];

export interface ThinLink {
  /** The member finds the server's media at the far end of the line; signalling goes straight. */
  put(member: Member): Member;
  close(): void;
}

/** @param down what happens to packets from the server; those towards it suffer the delay alone */
export async function openThinLink(down: LinkQuality): Promise<ThinLink> {
  const [outside, insides] = [await openSocket(), new Map<string, Promise<Socket>>()];
  const { rateBps: _rate, ...unlimited } = down;
  const towards = createDirection(1, [{ ...unlimited, loss: 0, fromMs: 0 }]);
  const back = createDirection(2, [{ ...down, fromMs: 0 }]);
  /** Packets that are under way when the line is closed go nowhere. */
  let isOpen = true;
  let server: { readonly address: string; readonly port: number } | undefined;

  const openInside = async (port: number, address: string): Promise<Socket> => {
    const inside = await openSocket();
    inside.on('message', (data) => back.send(data.length, () => isOpen && outside.send(data, port, address)));
    return inside;
  };
  outside.on('message', (data, { port, address }) => {
    const key = `${address}:${port}`;
    const inside = insides.get(key) ?? openInside(port, address);
    insides.set(key, inside);
    towards.send(data.length, () => {
      void inside.then((socket) => isOpen && server && socket.send(data, server.port, server.address));
    });
  });

  /** The one candidate that is left is the near end of the line. */
  const redirect = (candidates: Candidates): Candidates => {
    const udp = candidates.find(({ protocol, ip }) => protocol === 'udp' && ip === '127.0.0.1');
    if (udp === undefined) throw new Error('The server offers no UDP on loopback.');
    server = { address: udp.ip, port: udp.port };
    return [{ ...udp, port: outside.address().port }];
  };

  return {
    put: (member) =>
      Object.create(member, {
        request: {
          value: async (name: RequestNameOf<'socket'>, input: unknown = {}) => {
            const reply = await member.request(name, input);
            if (!('sendTransport' in reply)) return reply;
            const through = <T extends { iceCandidates: Candidates }>(transport: T): T => ({
              ...transport,
              iceCandidates: redirect(transport.iceCandidates),
            });
            return {
              ...reply,
              sendTransport: through(reply.sendTransport),
              receiveTransport: through(reply.receiveTransport),
            };
          },
        },
      }) as Member,
    close() {
      isOpen = false;
      outside.close();
      for (const inside of insides.values()) void inside.then((socket) => socket.close());
    },
  };
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  socket.setRecvBufferSize(4 * 1024 * 1024);
  return socket;
}
