// Upgrades, WebTransport's among them, in the name of sessions that do not exist or belong to another client. Part of advisory-replays.
import { none } from '../check.ts';
import { RawSocket } from '../fuzz/raw-socket.ts';
import { openAttacker, type Replay } from './replay.ts';

/** Names that every JavaScript object has. */
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', ''];
const transports = ['webtransport', 'websocket', 'polling', '__proto__', 'constructor'];

export const sessionNameReplay: Replay = {
  advisories: ['GHSA-gr94-w7qr-f4j3'],
  run: async ({ url }) => {
    const victim = await openAttacker(url);
    const { sid } = JSON.parse(victim.greeting.slice(1)) as { sid: string };
    let granted = 0;
    for (const transport of transports) {
      for (const name of [...inherited, sid]) {
        // Every client begins with a WebSocket without the name of a session.
        if (transport === 'websocket' && name === '') continue;
        const socket = await RawSocket.open(url, `/socket.io/?EIO=4&transport=${transport}&sid=${name}`);
        socket.send('2probe');
        socket.send('5');
        // The owner of an open session knows its name, may ask for a second socket, and gets no session by it.
        if (socket.status === 101 && name !== sid) granted += 1;
        socket.close();
      }
    }
    const lost = victim.open ? 0 : 1;
    victim.close();
    return [none('upgrades granted to strangers', granted), none('sessions that strangers ended', lost)];
  },
};
