// Frames, messages and bodies that are larger than anybody needs.
import type { ServerProcess } from '../helpers/server.ts';
import { signallingFrameMaxBytes } from '../../protocol/limits.ts';
import { Member, registerAccount } from '../integration/member.ts';
import { type Check, none } from './check.ts';
import { RawSocket } from './fuzz/raw-socket.ts';
import { besideCanary, type TortureTest } from './torture-test.ts';

const megabyte = 2 ** 20;
const pieces = 200;

export const oversize: TortureTest = {
  id: 'oversize',
  sentence:
    'Sends frames over 64 KB, messages in many parts, lengths that are a lie, and HTTP bodies of megabytes.',
  longMinutes: 1,
  run: ({ repeats }) =>
    besideCanary(async (server) => {
      const checks: Check[] = [];
      let accepted = 0;
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        accepted += (await sendFrames(server.url)) + (await sendBodies(server));
      }
      checks.push(none('oversize messages that were taken', accepted));
      return checks;
    }),
};

/** @returns how many sockets survived what should have ended them */
async function sendFrames(url: string): Promise<number> {
  const attacks: ((socket: RawSocket) => void)[] = [
    (socket) => socket.send(`42["room:join",{"number":"${'x'.repeat(signallingFrameMaxBytes)}"}]`),
    (socket) => socket.send(Buffer.alloc(2 * megabyte), { opcode: 2 }),
    (socket) => socket.send('x', { claimedLength: Number.MAX_SAFE_INTEGER }),
    // Each part is small, the whole is not.
    (socket) => {
      for (let piece = 0; piece < pieces; piece += 1) {
        socket.send('x'.repeat(1000), { opcode: piece === 0 ? 1 : 0, more: true });
      }
    },
  ];
  let survived = 0;
  for (const attack of attacks) {
    const socket = await RawSocket.open(url);
    attack(socket);
    if (!(await socket.closed())) survived += 1;
    socket.close();
  }
  const member = await Member.open(url, await registerAccount(url));
  member.socket.emit('room:join', { number: 'x'.repeat(signallingFrameMaxBytes) });
  await member.closed();
  return survived;
}

/** @returns how many bodies were not refused */
async function sendBodies({ url }: ServerProcess): Promise<number> {
  let taken = 0;
  for (const path of ['/api/account/salt', '/api/account/sign-in', '/healthz']) {
    const body = JSON.stringify({ login: 'x'.repeat(4 * megabyte) });
    const headers = { 'content-type': 'application/json' };
    // A server that closes the line while it is still being written to is as good as one that answers.
    const answer = await fetch(url + path, { method: 'POST', headers, body }).catch(() => undefined);
    if (answer !== undefined && answer.status < 400) taken += 1;
  }
  return taken;
}
