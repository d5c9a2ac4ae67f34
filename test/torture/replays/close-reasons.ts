// Every way to make the server close a WebSocket: its last frame must carry nothing of its memory. Part of advisory-replays.
import { none } from '../check.ts';
import type { FrameOptions, RawSocket } from '../fuzz/raw-socket.ts';
import { openAttacker, type Replay } from './replay.ts';

const reason = 'as it were';
const codeBytes = 2;

const provocations: readonly (readonly [string | Buffer, FrameOptions])[] = [
  [Buffer.from([0x03, 0xe8, ...Buffer.from(reason)]), { opcode: 8 }],
  [Buffer.from([0x03, 0xe8]), { opcode: 8 }],
  [Buffer.alloc(0), { opcode: 8 }],
  [Buffer.from([0x03]), { opcode: 8 }],
  [Buffer.from([0x00, 0x01]), { opcode: 8 }],
  [Buffer.from([0x03, 0xe8, 0xc3, 0x28]), { opcode: 8 }],
  [Buffer.alloc(126), { opcode: 8 }],
  [Buffer.from([0xc3, 0x28]), {}],
  ['x', { reserved: 7 }],
  ['x', { opcode: 11 }],
  ['x', { opcode: 0 }],
  ['x', { claimedLength: Number.MAX_SAFE_INTEGER }],
  ['not a packet', {}],
  ['41', {}],
];

export const closeReasonReplay: Replay = {
  advisories: ['CVE-2026-45736 (GHSA-58qx-3vcg-4xpx)'],
  run: async ({ url }) => {
    const sockets = await Promise.all(
      provocations.map(async ([payload, options]) => {
        const socket = await openAttacker(url);
        socket.send(payload, options);
        await socket.closed();
        socket.close();
        return socket;
      }),
    );
    const heard = sockets.filter(({ closePayload }) => closePayload !== undefined).length;
    if (heard < provocations.length / 2) throw new Error(`Only ${heard} close reasons were received.`);
    return [
      none(
        'bytes of farewells that nobody wrote',
        sockets.reduce((sum, socket) => sum + strangeBytes(socket), 0),
      ),
    ];
  },
};

/** A close frame holds a code, and at most the reason that we gave ourselves. */
function strangeBytes({ closePayload }: RawSocket): number {
  const said = closePayload?.subarray(codeBytes) ?? Buffer.alloc(0);
  return said.toString() === reason ? 0 : said.length;
}
