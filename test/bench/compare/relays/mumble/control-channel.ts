// A person's TLS connection to a Mumble server: comes in, gets the keys for voice, and stays by a ping now and then. Used by mumble.ts.
import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import {
  frameMessage,
  messageTypes,
  readCryptSetup,
  readReject,
  readServerSync,
  splitMessages,
  writeAuthenticate,
  writeCounter,
  writeVersion,
} from './messages.ts';
import { PacketCipher } from './packet-cipher.ts';

/** The server closes connections that say nothing for 30 s. */
const pingIntervalMs = 10_000;
const joinTimeoutMs = 20_000;

export interface ControlChannel {
  /** By which this person's voice is known to the others. */
  readonly session: number;
  /** For this person's packets. */
  readonly cipher: PacketCipher;
  close(): void;
}

/**
 * Comes into the server's one room.
 * @param name unique, without spaces
 * @throws Error when the server refuses, or says nothing for 20 s
 */
export async function openControlChannel(port: number, name: string): Promise<ControlChannel> {
  // The server made its certificate a moment ago; no client can know it.
  const socket = connect({ host: '127.0.0.1', port, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.setNoDelay(true);
  const joined = waitUntilJoined(socket);
  socket.write(frameMessage(messageTypes.version, writeVersion()));
  socket.write(frameMessage(messageTypes.authenticate, writeAuthenticate(name)));
  const { session, cipher } = await joined;
  const pinging = setInterval(
    () => socket.write(frameMessage(messageTypes.ping, Buffer.alloc(0))),
    pingIntervalMs,
  );
  return {
    session,
    cipher,
    close() {
      clearInterval(pinging);
      socket.destroy();
    },
  };
}

/** Also keeps reading afterwards, or the server would wait for us, and tells it where we are when it has lost count. */
function waitUntilJoined(socket: TLSSocket): Promise<{ session: number; cipher: PacketCipher }> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(
      () => reject(new Error('Mumble did not let the client in for 20 s.')),
      joinTimeoutMs,
    );
    let rest: Buffer = Buffer.alloc(0);
    let cipher: PacketCipher | undefined;
    const setUpCipher = (body: Buffer): void => {
      const keys = readCryptSetup(body);
      if (keys !== undefined) cipher = new PacketCipher(keys);
      else if (cipher) socket.write(frameMessage(messageTypes.cryptSetup, writeCounter(cipher.counter)));
    };
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('Mumble closed the connection.')));
    socket.on('data', (bytes: Buffer) => {
      const split = splitMessages(Buffer.concat([rest, bytes]));
      rest = split.rest;
      for (const { type, body } of split.messages) {
        if (type === messageTypes.cryptSetup) setUpCipher(body);
        if (type === messageTypes.reject) reject(new Error(`Mumble refused: ${readReject(body)}`));
        if (type !== messageTypes.serverSync || cipher === undefined) continue;
        clearTimeout(giveUp);
        resolve({ session: readServerSync(body), cipher });
      }
    });
  });
}
