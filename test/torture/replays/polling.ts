// Requests to the polling transport, which is switched off: binary bodies, bodies without end, unknown kinds. Part of advisory-replays.
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { none } from '../check.ts';
import { openAttacker, type Replay } from './replay.ts';

const requests = 200;
/** Longer than any deadline of a request's head or of an idle connection. */
const patienceMs = 12_000;
const lookMs = 100;

interface Poll {
  readonly socket: Socket;
  answer: string;
}

export const pollingReplay: Replay = {
  advisories: ['CVE-2026-59725', 'GHSA-r635-g3xr-vw7x'],
  run: async ({ url }) => {
    const attacker = await openAttacker(url);
    const { sid } = JSON.parse(attacker.greeting.slice(1)) as { sid: string };
    const polls = Array.from({ length: requests }, (_, index) => openPoll(url, makeRequest(index, sid)));
    const isOver = ({ socket }: Poll): boolean => socket.destroyed;
    for (let waitedMs = 0; waitedMs < patienceMs && !polls.every(isOver); waitedMs += lookMs) {
      // The answer to the server's pings, so that nothing but a poll can end the socket.
      attacker.send('3');
      await sleep(lookMs);
    }
    // 400 what is no HTTP, 404 where nothing is, 408 what does not end.
    const refused = polls.filter(({ answer }) => /^HTTP\/1\.1 4\d\d /.test(answer)).length;
    const held = polls.filter((poll) => !isOver(poll)).length;
    const lost = attacker.open ? 0 : 1;
    for (const { socket } of polls) socket.destroy();
    attacker.close();
    return [
      none('polls that were not refused', polls.length - refused),
      none('connections that polls hold', held),
      none('sockets that a poll in their name ended', lost),
    ];
  },
};

/** Half in the name of a session that is open, half without; some bodies never end. */
function makeRequest(index: number, sid: string): string {
  const session = index % 2 === 0 ? `&sid=${sid}` : '';
  const type = ['application/octet-stream', 'text/plain', 'application/x-none', ''][index % 4] ?? '';
  const method = index % 5 === 0 ? 'GET' : 'POST';
  const body = '4'.repeat(10);
  const length = index % 3 === 0 ? 60_000 : body.length;
  const head = `${method} /socket.io/?EIO=4&transport=polling${session} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\n`;
  return method === 'GET' ? `${head}\r\n` : `${head}Content-Length: ${length}\r\n\r\n${body}`;
}

function openPoll(url: string, request: string): Poll {
  const { port } = new URL(url);
  const socket = connect(Number(port), '127.0.0.1');
  const poll: Poll = { socket, answer: '' };
  socket.on('error', () => undefined);
  socket.on('data', (data) => (poll.answer += data.toString('latin1')));
  socket.write(request);
  return poll;
}
