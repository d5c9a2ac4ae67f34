// The figures of a camera as a viewer saw it: from the pictures that the tile showed and when. Pure.
import { readCellLevels } from '../media/read-code.ts';
import type { ShownPicture } from './observe-page.ts';

export interface PictureRecording {
  readonly pictures: readonly ShownPicture[];
  /** When the viewer pressed "join", in milliseconds since the epoch. */
  readonly joinedAtMs: number | null;
  /** The measured time. */
  readonly fromMs: number;
  readonly toMs: number;
  /** When a line that had become narrow was wide again. */
  readonly widenedAtMs: number | undefined;
  readonly restoredAtMs: number | undefined;
}

export interface PictureFigures {
  /** Share of time in which the same picture stood for longer than 200 ms. */
  readonly frozenShare: number;
  /** From pressing "join" to the first picture; null when none came. */
  readonly firstFrameMs: number | null;
  readonly framesPerSecond: number;
  readonly longestFreezeMs: number;
  /** Changes of the picture's size per minute; null when no picture was shown. */
  readonly sizeChangesPerMinute: number | null;
  /** Width shown for the longest time. */
  readonly usualWidth: number;
  /** From the rise of the bandwidth until the picture is as wide as before the fall; null without one, or when it never is. */
  readonly fullAfterRiseMs: number | null;
  /** From the end of a cut to the next picture; null without a cut, or when none came. */
  readonly backAfterCutMs: number | null;
}

/** Three intervals at 15 frames per second; people begin to notice. */
const freezeMinMs = 200;

export function measurePictures(recording: PictureRecording): PictureFigures {
  const { joinedAtMs, fromMs, toMs, widenedAtMs, restoredAtMs } = recording;
  const all = distinctPictures(recording.pictures);
  const shown = all.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs);
  const times = [fromMs, ...shown.map(({ atMs }) => atMs), toMs];
  const pauses = times.slice(1).map((atMs, index) => atMs - (times[index] ?? atMs));
  const freezes = pauses.filter((pauseMs) => pauseMs > freezeMinMs);
  const first = all.find(({ atMs }) => atMs >= (joinedAtMs ?? 0));
  const seconds = (toMs - fromMs) / 1000;
  return {
    frozenShare: freezes.reduce((sum, pauseMs) => sum + pauseMs, 0) / (toMs - fromMs),
    firstFrameMs: first && joinedAtMs !== null ? first.atMs - joinedAtMs : null,
    framesPerSecond: shown.length / seconds,
    longestFreezeMs: Math.max(0, ...freezes),
    sizeChangesPerMinute: shown.length === 0 ? null : (60 * countSizeChanges(shown)) / seconds,
    usualWidth: usualWidth(shown),
    fullAfterRiseMs: widenedAtMs === undefined ? null : fullAfter(shown, widenedAtMs),
    backAfterCutMs: restoredAtMs === undefined ? null : after(shown, restoredAtMs),
  };
}

/**
 * Pictures that differ from the one before by their number. A clip without numbers is told apart by its brightness, and
 * of a numbered one those pictures that cannot be read do not count.
 */
function distinctPictures(pictures: readonly ShownPicture[]): ShownPicture[] {
  const numbered = pictures.map((picture) => ({ picture, number: readCellLevels(picture.levels) }));
  const readable = numbered.filter(({ number }) => number !== undefined);
  if (readable.length === 0) return [...pictures];
  return readable
    .filter(({ number }, index) => number !== readable[index - 1]?.number)
    .map(({ picture }) => picture);
}

function countSizeChanges(shown: readonly ShownPicture[]): number {
  return shown.filter(({ width }, index) => index > 0 && width !== shown[index - 1]?.width).length;
}

function usualWidth(shown: readonly ShownPicture[]): number {
  const counts = new Map<number, number>();
  for (const { width } of shown) counts.set(width, (counts.get(width) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, first], [, second]) => second - first);
  return most?.[0] ?? 0;
}

function fullAfter(shown: readonly ShownPicture[], widenedAtMs: number): number | null {
  const widest = Math.max(0, ...shown.map(({ width }) => width));
  return after(
    shown.filter(({ width }) => width === widest),
    widenedAtMs,
  );
}

function after(shown: readonly ShownPicture[], momentMs: number): number | null {
  const next = shown.find(({ atMs }) => atMs >= momentMs);
  return next ? next.atMs - momentMs : null;
}
