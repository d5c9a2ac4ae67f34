// A line between a participant and the server that can be cut like a cable: nothing passes, nothing is said, and what was open stays
// open. In this process and without root: a TCP relay for the signalling, and UDP relays for the media.
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

export interface CuttableLink {
  /** The server's address at the near end of the line. */
  readonly url: string;
  /** The near end of a media port. */
  mediaPort(port: number): Promise<number>;
  cut(): void;
  restore(): void;
  close(): void;
}

export async function openCuttableLink(serverUrl: string): Promise<CuttableLink> {
  const target = Number(new URL(serverUrl).port);
  const state = { isCut: false };
  const signalling = await relaySignalling(target, state);
  const media = new Map<number, Promise<MediaRelay>>();
  return {
    url: `http://127.0.0.1:${(signalling.server.address() as AddressInfo).port}`,
    mediaPort: async (port) => {
      const relay = media.get(port) ?? relayMedia(port, state);
      media.set(port, relay);
      return (await relay).port;
    },
    cut: () => {
      state.isCut = true;
      signalling.settle();
    },
    restore: () => {
      state.isCut = false;
      signalling.settle();
    },
    close: () => {
      signalling.close();
      for (const relay of media.values()) void relay.then(({ close }) => close());
    },
  };
}

/** Bytes wait at both ends while the line is cut, as TCP's do; new connections hang. */
async function relaySignalling(
  target: number,
  state: { readonly isCut: boolean },
): Promise<{ server: Server; settle: () => void; close: () => void }> {
  const ends = new Set<Socket>();
  const settle = (): void => {
    for (const end of ends) {
      if (state.isCut) end.pause();
      else end.resume();
    }
  };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('data', (data) => void to.write(data));
      from.on('error', () => undefined);
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
    }
    settle();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = (): void => {
    server.close();
    for (const end of ends) end.destroy();
  };
  return { server, settle, close };
}

interface MediaRelay {
  readonly port: number;
  readonly close: () => void;
}

/** One far socket for each near one, so that the server tells them apart. Packets are lost while the line is cut. */
async function relayMedia(target: number, state: { readonly isCut: boolean }): Promise<MediaRelay> {
  const near = await openUdp();
  const fars = new Map<number, Promise<UdpSocket>>();
  const openFar = async (port: number): Promise<UdpSocket> => {
    const far = await openUdp();
    far.on('message', (data) => {
      if (!state.isCut) near.send(data, port, '127.0.0.1');
    });
    return far;
  };
  near.on('message', (data, { port }) => {
    const far = fars.get(port) ?? openFar(port);
    fars.set(port, far);
    if (!state.isCut) void far.then((socket) => socket.send(data, target, '127.0.0.1'));
  });
  return {
    port: near.address().port,
    close: () => {
      near.close();
      for (const far of fars.values()) void far.then((socket) => socket.close());
    },
  };
}

async function openUdp(): Promise<UdpSocket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}
