// The receivers of the JPEG bench, in a process of their own so that their work does not delay the voices that the bench measures.
// Started by jpeg-bench: address, room number, producer's id, how many; answers each word with what came since the last one.
import { Member, registerAccount } from '../integration/member.ts';
import { RoomPeer } from '../../peers/room-peer.ts';
import { type PictureArrival, watchPictures } from '../helpers/picture-traffic.ts';

/** Per receiver, how long each picture was on its way in milliseconds. */
export type WatchersReport = readonly (readonly number[])[];

const [url = '', roomNumber = '', producerId = '', count = '1'] = process.argv.slice(2);
const withPictures = { carriesPictures: true };
const logs: PictureArrival[][] = [];
for (let index = 0; index < Number(count); index += 1) {
  const member = await Member.open(url, await registerAccount(url, `watcher ${process.pid} ${index}`));
  logs.push(await watchPictures(await RoomPeer.enter(member, roomNumber, withPictures), producerId));
}
process.send?.('watching');
process.on('message', () =>
  process.send?.(logs.map((log) => log.splice(0).map(({ delayMs }) => delayMs)) satisfies WatchersReport),
);
process.on('disconnect', () => process.exit(0));
