// `npm run bench:share [-- --codec jpeg --size 1280x720]`: how soon a shared page of small print can be read, how like the
// page the picture becomes, and what it costs while nothing changes. Real server, two real browsers, loopback.
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Participant } from '../helpers/participant.ts';
import { startServer } from '../helpers/server.ts';
import { serveTextPage, shareTextPageSwitch } from '../helpers/text-page.ts';
import { readPage, startSamplingTile, takeTileSamples, type TileSample } from '../helpers/tile-pictures.ts';
import { type GreyPicture, structuralSimilarity } from '../media/ssim.ts';
import { installObserver, readCarried } from '../netlab/observe-page.ts';

type ShareCodec = 'h264' | 'jpeg';

const similarityGoal = 0.95;
const readableGoalMs = 1000;
const stillGoalBytesPerSecond = 5000;
const sampleEveryMs = 100;
const watchMs = 5000;
const stillMs = 20_000;

interface ShareResult {
  readonly firstPictureMs: number | undefined;
  /** From the click to the first picture that reaches the goal. */
  readonly readableMs: number | undefined;
  /** How like the page it is, by the time since the click. */
  readonly similarities: readonly { readonly ms: number; readonly similarity: number }[];
  readonly bytesWhileWatched: number;
  readonly stillBytesPerSecond: number;
}

async function measureShare(codec: ShareCodec, width: number, height: number): Promise<ShareResult> {
  const [server, text] = await Promise.all([startServer(), serveTextPage()]);
  const [sharer, viewer] = await Promise.all([
    Participant.open({
      origin: server.url,
      nickname: 'Sharer',
      viewport: { width, height },
      switches: [shareTextPageSwitch],
    }),
    Participant.open({ origin: server.url, nickname: 'Viewer' }),
  ]);
  try {
    const shared = await sharer.context.newPage();
    await shared.goto(text.address);
    const source = await readPage(shared);
    await sharer.page.bringToFront();
    await installObserver(viewer.page);
    await Promise.all([sharer.register(), viewer.register()]);
    await viewer.joinRoom(await sharer.createRoom());
    await sharer.chooseVideoCodec(codec);
    await startSamplingTile(viewer.page, { source: 'screen', codec }, sampleEveryMs, watchMs / sampleEveryMs);
    const clickedAtMs = await clickShare(sharer);
    await sleep(watchMs);
    const watched = await readCarried(viewer.page);
    await sleep(stillMs);
    const still = await readCarried(viewer.page);
    const samples = await takeTileSamples(viewer.page);
    return {
      ...judge(samples, source, clickedAtMs),
      bytesWhileWatched: watched.video.bytesReceived,
      stillBytesPerSecond: (still.video.bytesReceived - watched.video.bytesReceived) / (stillMs / 1000),
    };
  } finally {
    await Promise.all([sharer.close(), viewer.close()]);
    await Promise.all([server.stop(), text.close()]);
  }
}

/** Clicks as a person does; the time is taken in the page, when the click arrives there. */
async function clickShare(sharer: Participant): Promise<number> {
  const clickedAt = sharer.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        document.addEventListener('click', () => resolve(Date.now()), { capture: true, once: true });
      }),
  );
  await sharer.byTestId('toggle-share').click();
  return clickedAt;
}

function judge(samples: readonly TileSample[], source: GreyPicture, clickedAtMs: number) {
  const similarities = samples.map(({ atMs, picture }) => ({
    ms: atMs - clickedAtMs,
    similarity: isSameSize(picture, source) ? structuralSimilarity(picture, source) : 0,
  }));
  return {
    firstPictureMs: similarities[0]?.ms,
    readableMs: similarities.find(({ similarity }) => similarity >= similarityGoal)?.ms,
    similarities,
  };
}

const isSameSize = (one: GreyPicture, other: GreyPicture): boolean =>
  one.width === other.width && one.height === other.height;

function print(codec: ShareCodec, size: string, result: ShareResult): void {
  const { firstPictureMs, readableMs, similarities, bytesWhileWatched, stillBytesPerSecond } = result;
  const verdict = (met: boolean) => (met ? 'met' : 'missed');
  const course = [500, 1000, 2000, 5000].map((ms) => {
    const last = similarities.findLast((sample) => sample.ms <= ms);
    return `${last?.similarity.toFixed(3) ?? 'none'} at ${ms / 1000} s`;
  });
  const readable = readableMs === undefined ? 'never' : `${readableMs} ms`;
  console.log(
    `${codec} ${size}: first picture ${firstPictureMs ?? 'never'} ms, readable (SSIM ${similarityGoal}) ${readable} ` +
      `(goal ${readableGoalMs} ms: ${verdict(readableMs !== undefined && readableMs <= readableGoalMs)}); ` +
      `SSIM ${course.join(', ')}; ${(bytesWhileWatched / 1000).toFixed(0)} kB in the first ${watchMs / 1000} s, then ` +
      `${(stillBytesPerSecond / 1000).toFixed(1)} kB/s` +
      (codec === 'jpeg'
        ? ` (goal ${stillGoalBytesPerSecond / 1000} kB/s: ${verdict(stillBytesPerSecond <= stillGoalBytesPerSecond)})`
        : ''),
  );
}

const { values: options } = parseArgs({
  options: {
    codec: { type: 'string', multiple: true, default: ['h264', 'jpeg'] },
    size: { type: 'string', multiple: true, default: ['1280x720', '1920x1080'] },
  },
});
console.log(`Machine: ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}.`);
for (const size of options.size) {
  const [width = 1280, height = 720] = size.split('x').map(Number);
  for (const codec of options.codec) {
    const chosen = codec === 'jpeg' ? 'jpeg' : 'h264';
    print(chosen, size, await measureShare(chosen, width, height));
  }
}
