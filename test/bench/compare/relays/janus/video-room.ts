// A room of Janus in which it does the same work as the other relays: forwards, and holds no sender back. Used by janus and janus-meeting.
import type { JanusSession } from './janus-session.ts';

/** No person is turned away. */
const publishersMax = 1000;

/**
 * Without a limit of bitrate, without key frames that no receiver asked for, and without feedback on bandwidth, which the
 * simulated people do not obey anyhow.
 * @param number from 1
 */
export async function openVideoRoom(session: JanusSession, number: number): Promise<void> {
  const handle = await session.attach();
  await session.request(handle, {
    request: 'create',
    room: number,
    publishers: publishersMax,
    bitrate: 0,
    fir_freq: 0,
    audiocodec: 'opus',
    videocodec: 'h264',
    transport_wide_cc_ext: false,
  });
  await session.detach(handle);
}
