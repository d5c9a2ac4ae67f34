// Binary packets of socket.io that announce more attachments than anybody sends, or none at all. Part of advisory-replays.
import { setTimeout as sleep } from 'node:timers/promises';
import { none } from '../check.ts';
import { isDismissed, openAttacker, type Replay } from './replay.ts';

/** Each of them once made the parser keep whatever comes: too many (fixed in 4.2.6), and a number that is never reached (4.2.7). */
const heads = ['451000000', '4511', '450', '45-1', '451.5', '451e9', '45', '460', '461000000'];
const attachments = 200;
const attachmentBytes = 60_000;
/** What was sent has been read by then. */
const settleMs = 1000;

export const attachmentReplay: Replay = {
  advisories: ['CVE-2026-33151 (GHSA-677m-j7p3-52f9)', 'CVE-2026-69185 (GHSA-2m8v-j782-fhvr)'],
  run: async ({ url }) => {
    const kept = await Promise.all(heads.map((head) => isKept(url, head)));
    return [none('senders of endless attachments that were kept', kept.filter(Boolean).length)];
  },
};

async function isKept(url: string, head: string): Promise<boolean> {
  const socket = await openAttacker(url);
  socket.send(`${head}-["room:create",{"_placeholder":true,"num":0}]`);
  for (let count = 0; count < attachments && !isDismissed(socket); count += 1) {
    socket.send(Buffer.alloc(attachmentBytes), { opcode: 2 });
    await socket.drained();
    // Lets what the server says of it come in.
    await sleep(1);
  }
  await sleep(settleMs);
  const kept = !isDismissed(socket);
  socket.close();
  return kept;
}
