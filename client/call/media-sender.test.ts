import { beforeEach, expect, test } from 'vitest';
import { FakeLink } from './fake-media.ts';
import { FakeSignalling } from '../link/fake-signalling.ts';
import { MediaSender } from './media-sender.ts';

let server: FakeSignalling;
let link: FakeLink;
let media: MediaSender;

const voice = { source: 'microphone', codec: 'opus', track: {} as MediaStreamTrack } as const;
const asks = (name: string): unknown[] =>
  server.asked.filter((asked) => asked.name === name).map(({ input }) => input);

beforeEach(() => {
  server = new FakeSignalling();
  link = new FakeLink();
  media = new MediaSender(server.signalling, link.link);
});

test('what is sent is known by its id until it is stopped, which the server is told', async () => {
  const producerId = await media.sendTrack(voice);
  expect(media.isSending(producerId)).toBe(true);
  const stopped = media.stop(producerId);
  expect([media.isSending(producerId), link.producers[0]?.closed]).toEqual([false, true]);
  server.waiting('media:close').answer({});
  await stopped;
  expect(asks('media:close')).toEqual([{ producerId }]);
});

test('after a break: what the server has not is over here, what is over here is to be told, and so is a muting it missed', async () => {
  const [lost, kept] = [await media.sendTrack(voice), await media.sendTrack({ ...voice, paused: true })];
  const told = (producerId: string) => ({ ...voice, producerId, paused: false });
  expect(media.compare([told(kept), told('stopped')])).toEqual({
    over: ['stopped'],
    muted: [{ producerId: kept, paused: true }],
  });
  expect(media.isSending(lost)).toBe(false);
  expect(link.producers[0]?.closed).toBe(true);
});

test('what is being started is not over, though this side does not know its id yet', async () => {
  const gate = Promise.withResolvers<void>();
  link.producing = gate.promise;
  const starting = media.sendTrack(voice);
  expect(media.compare([{ ...voice, producerId: 'made-1', paused: false }]).over).toEqual([]);
  gate.resolve();
  expect(await starting).toBe('made-1');
});
