// A talker and a listener in a room of Plenum, in a process of their own so that no pictures delay their measurement. Started by
// voice-probe.ts: address and room number; answers each word with the delays since the last one, in milliseconds.
import { speakTo } from '../../../helpers/picture-traffic.ts';
import { Member, registerAccount } from '../../../integration/member.ts';
import { RoomPeer } from '../../../../peers/room-peer.ts';

const [url = '', roomNumber = ''] = process.argv.slice(2);
const enter = async (): Promise<RoomPeer> =>
  RoomPeer.enter(await Member.open(url, await registerAccount(url)), roomNumber);
const { arrivals } = await speakTo(await enter(), [await enter()]);
process.send?.('talking');
process.on('message', () =>
  process.send?.(arrivals.flatMap((own) => own.splice(0)).map(({ delayMs }) => delayMs)),
);
process.on('disconnect', () => process.exit(0));
