// Time from the click on "join" to the first decoded picture in a real browser. Used by the joins part.
import { Participant } from '../../../helpers/participant.ts';
import { makeClip } from '../../../media/clip.ts';

/** What the probe leaves in the page: times on the clock of `performance.now`. */
interface ProbedWindow {
  clickedAtMs?: number;
  pictureAtMs?: number;
}

/** Runs in the page: notes the click on "join", and when the first frame of a remote picture was decoded. */
function installProbe(): void {
  const probed = window as ProbedWindow;
  const watched = new WeakSet<HTMLVideoElement>();
  document.addEventListener(
    'click',
    (event) => {
      if (!(event.target as Element).closest('[data-testid=meeting-join]')) return;
      probed.clickedAtMs = performance.now();
      delete probed.pictureAtMs;
    },
    { capture: true },
  );
  const look = (): void => {
    for (const video of document.querySelectorAll<HTMLVideoElement>('[data-testid=tile] video')) {
      if (watched.has(video)) continue;
      watched.add(video);
      video.requestVideoFrameCallback((nowMs) => (probed.pictureAtMs ??= nowMs));
    }
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/**
 * One person shows a camera; another joins by number again and again, each time from the lobby.
 * @returns one time per join in milliseconds, in order
 */
export async function measureClicks(origin: string, joins: number): Promise<number[]> {
  const clipPath = makeClip();
  const sender = await Participant.open({ origin, nickname: 'on camera', clipPath });
  const joiner = await Participant.open({
    origin,
    nickname: 'newcomer',
    initScript: `(${installProbe.toString()})()`,
  });
  try {
    await sender.register();
    await joiner.register();
    const number = await sender.createRoom();
    await sender.toggle('toggle-camera', true);
    const timesMs: number[] = [];
    for (let join = 0; join < joins; join += 1) {
      await joiner.joinRoom(number);
      const tookMs = await joiner.page.waitForFunction(() => {
        const { clickedAtMs, pictureAtMs } = window as ProbedWindow;
        return clickedAtMs !== undefined && pictureAtMs !== undefined && pictureAtMs - clickedAtMs;
      });
      timesMs.push(Number(await tookMs.jsonValue()));
      await joiner.leave();
    }
    return timesMs;
  } finally {
    await Promise.all([sender.close(), joiner.close()]);
  }
}
