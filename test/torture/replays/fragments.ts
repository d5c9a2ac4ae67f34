// Messages in tiny parts that never end: each part costs the receiver far more than it costs the sender. Part of advisory-replays.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawSocket } from '../fuzz/raw-socket.ts';
import { type Check, none } from '../check.ts';
import { lookInside } from '../inside.ts';
import { isDismissed, openAttacker, type Replay } from './replay.ts';

const attackers = 10;
/** Just below what the library itself bears (16,384): left to it, this is held until the sender does not answer a ping. */
const fragments = 16_000;
const volley = 500;
const trickle = 10_000;
/** What was sent is read by then; soon after, the server asks whether the sender is there, who cannot say so within a message. */
const settleMs = 500;
/** As for sockets that do not read. */
const heldMaxMb = 1;

export const fragmentReplay: Replay = {
  advisories: ['CVE-2026-48779 (GHSA-96hv-2xvq-fx4p)', 'CVE-2026-62389'],
  run: async (server) => {
    const sockets = await Promise.all(Array.from({ length: attackers }, () => openAttacker(server.url)));
    const before = await lookInside(server);
    await Promise.all(sockets.map(sendFragments));
    await sleep(settleMs);
    const heldBytes = (await lookInside(server)).heapBytes - before.heapBytes;
    const kept = sockets.filter((socket) => !isDismissed(socket)).length;
    for (const socket of sockets) socket.close();
    const trickling = await Promise.all(sockets.map(() => openAttacker(server.url)));
    const beforeTrickle = await lookInside(server);
    await Promise.all(trickling.map((socket) => socket.trickle(trickle)));
    const trickledBytes = (await lookInside(server)).heapBytes - beforeTrickle.heapBytes;
    for (const socket of trickling) socket.close();
    return [
      none('senders of endless fragments that were kept', kept),
      held('MB held for parts of a message', heldBytes),
      held('MB held for bytes of a frame', trickledBytes),
    ];
  },
};

function held(name: string, bytes: number): Check {
  const each = Math.max(0, bytes) / attackers / 2 ** 20;
  return { name, unit: '', promised: heldMaxMb, measured: each, worst: each };
}

async function sendFragments(socket: RawSocket): Promise<void> {
  for (let sent = 0; sent < fragments && !isDismissed(socket); sent += 1) {
    socket.send('x', { opcode: sent === 0 ? 1 : 0, more: true });
    // Lets what the server says of it come in.
    if (sent % volley === 0) await sleep(1);
  }
}
