// Moving pictures to send: made by ffmpeg once per machine and kept, as H.264 for RTP and as JPEG for data channels.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFfmpeg } from '../../codecs/find-ffmpeg.ts';
import type { PictureSize } from '../../protocol/room/roster.ts';
import { ClipError } from './clip-error.ts';
import { type PacketizedFrame, packetizeFrame, splitFrames } from './h264-packets.ts';

const run = promisify(execFile);
/** Raised when clips are made otherwise, so that older files are not used. */
const version = 1;
/** Of every clip; it is played over and over. */
const clipSeconds = 4;
/** JPEG quality on ffmpeg's scale, 2 (best) to 31. */
const jpegQuality = 5;

export interface VideoFormat extends PictureSize {
  readonly framesPerSecond: number;
  readonly bitsPerSecond: number;
}

export type JpegFormat = Omit<VideoFormat, 'bitsPerSecond'>;

/**
 * The frames of a clip, the first of which is the only key frame: a request for a key frame starts the clip anew.
 * @throws ClipError when ffmpeg is missing or cannot encode H.264
 */
export async function makeVideoClip(format: VideoFormat): Promise<PacketizedFrame[]> {
  const { framesPerSecond, bitsPerSecond } = format;
  const rate = bitsPerSecond;
  const x264 = `keyint=${clipSeconds * framesPerSecond}:min-keyint=${clipSeconds * framesPerSecond}:scenecut=0:slices=1:sliced-threads=0:repeat-headers=1:aud=1`;
  const encoder = '-c:v libx264 -profile:v baseline -level 3.1 -preset veryfast -tune zerolatency';
  const encoding = `${encoder} -b:v ${rate} -maxrate ${rate} -bufsize ${rate} -x264-params ${x264} -f h264`;
  const file = await make(`${nameOf(format)}-${rate}.h264`, format, encoding);
  return splitFrames(file).map(packetizeFrame);
}

/** The pictures of a clip. @throws ClipError when ffmpeg is missing */
export async function makeJpegClip(format: JpegFormat): Promise<Buffer[]> {
  const encoding = `-c:v mjpeg -q:v ${jpegQuality} -pix_fmt yuvj420p -f mjpeg`;
  const file = await make(`${nameOf(format)}.mjpeg`, format, encoding);
  return splitJpegs(file);
}

function nameOf({ width, height, framesPerSecond }: JpegFormat): string {
  return `clip-${version}-${width}x${height}-${framesPerSecond}`;
}

/** The file of that name, made when it is not there: several processes may want it at the same time. */
async function make(name: string, format: JpegFormat, encoding: string): Promise<Buffer> {
  const folder = join(tmpdir(), 'plenum-load-clips');
  const path = join(folder, name);
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const draft = `${path}.${process.pid}`;
    const { width, height, framesPerSecond } = format;
    const picture = `testsrc2=size=${width}x${height}:rate=${framesPerSecond}:duration=${clipSeconds}`;
    await runFfmpeg([
      '-f',
      'lavfi',
      '-i',
      picture,
      '-pix_fmt',
      'yuv420p',
      ...encoding.split(' '),
      '-y',
      draft,
    ]);
    if (statSync(draft).size === 0)
      throw new ClipError(`ffmpeg made an empty clip (${draft}): try another ffmpeg.`);
    renameSync(draft, path);
  }
  return readFileSync(path);
}

async function runFfmpeg(args: readonly string[]): Promise<void> {
  const ffmpeg = await findFfmpeg();
  if (ffmpeg === undefined)
    throw new ClipError(
      'Pictures cannot be made: no ffmpeg runs on this machine. Install one ("apt-get install ffmpeg") or choose "--video none".',
    );
  try {
    await run(ffmpeg.path, ['-nostdin', '-v', 'error', ...args]);
  } catch (cause) {
    throw new ClipError(
      `Pictures cannot be made: ffmpeg failed (${String((cause as { stderr?: string }).stderr)
        .trim()
        .split('\n')
        .at(-1)}).`,
      { cause },
    );
  }
}

/** JPEGs that follow each other; none of ffmpeg's has another inside. */
export function splitJpegs(stream: Buffer): Buffer[] {
  const begin = Buffer.of(0xff, 0xd8, 0xff);
  const jpegs: Buffer[] = [];
  for (let start = stream.indexOf(begin); start !== -1; ) {
    const next = stream.indexOf(begin, start + begin.length);
    jpegs.push(stream.subarray(start, next === -1 ? stream.length : next));
    start = next;
  }
  return jpegs;
}
