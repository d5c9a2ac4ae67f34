// What a replay of a published hole is, and how its attackers come in. Used by every file of this folder.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { protocolVersion } from '../../../protocol/limits.ts';
import { type Account, askHttp, registerAccount } from '../../integration/member.ts';
import type { ServerProcess } from '../../helpers/server.ts';
import type { Check } from '../check.ts';
import { RawSocket } from '../fuzz/raw-socket.ts';

export interface Replay {
  /** Under which numbers the hole is published. */
  readonly advisories: readonly string[];
  /** Does what the advisory describes to the server. @throws Error when it could not be tried */
  readonly run: (server: ServerProcess) => Promise<Check[]>;
}

/** The server has answered a handshake, or closed the socket, by then. */
const answerMs = 50;

/** A WebSocket that is signed in as a client does it. */
export async function openAttacker(url: string, account?: Account): Promise<RawSocket> {
  const { token } = account ?? (await registerAccount(url));
  const { body } = await askHttp(url, 'account:ticket', {}, token);
  const socket = await RawSocket.open(url);
  const handshake = { protocolVersion, ticket: body['ticket'], clientId: randomBytes(8).toString('hex') };
  socket.send(`40${JSON.stringify(handshake)}`);
  await sleep(answerMs);
  if (!socket.open) throw new Error('An attacker did not get in, so nothing was tried.');
  return socket;
}

/** Whether the server has done with a socket: it said so, or the line is cut. */
export function isDismissed(socket: RawSocket): boolean {
  return !socket.open || socket.closePayload !== undefined;
}
