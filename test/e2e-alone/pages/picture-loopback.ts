// A page that sends JPEG pictures to itself over a data channel and reads their picture codes from the canvas they are shown on.
import { startJpegReceiver } from '../../../client/media/jpeg-receiver.ts';
import { startJpegSender } from '../../../client/media/jpeg-sender.ts';
import type { JpegSenderStats, PictureSource, PictureStats } from '../../../client/media/picture-contract.ts';
import { attachTrack } from '../../../client/media/video-tile.ts';
import { codeCells, codeColumns, codeHeightRatio, codeRows } from '../../media/picture-code.ts';
import { readCode } from '../../media/read-code.ts';
import { openLoopback } from './loopback.ts';

export interface PictureLoopbackWindow {
  /** Resolves when the channel is open. */
  startPictures(source: PictureSource): Promise<void>;
  /** Sends the camera through a channel that takes so many bytes a second and delivers everything. */
  startSlowPictures(bytesPerSecond: number): Promise<void>;
  /** Most bytes that ever waited in the slow channel. */
  mostBuffered(): number;
  /** Shows the camera itself in a video element. */
  startVideo(): Promise<void>;
  videoStats(): PictureStats;
  /** Ends showing it; whether the element is empty then. */
  endVideo(): boolean;
  /** Draws a code on the screen that is shared; it stands still until the next call. */
  drawScreen(number: number): void;
  requestKeyFrame(): void;
  /** Shows the pictures on a canvas, made at the first call for that name; returns nothing, `hide` ends it. */
  show(name: string): void;
  hide(name: string): void;
  /** The code on a canvas as it is now. */
  codeOn(name: string): number | undefined;
  /** Reads a canvas at every animation frame for so long; the codes in order, without repetitions. */
  watchCodes(name: string, count: number): Promise<number[]>;
  pictureStats(): { sender: JpegSenderStats; receiver: PictureStats };
}

const page = window as unknown as PictureLoopbackWindow;
const screen = document.createElement('canvas');
const canvases = new Map<string, HTMLCanvasElement>();
const shown = new Map<string, () => void>();

page.drawScreen = (number) => {
  const context = require2d(screen);
  context.fillStyle = '#456';
  context.fillRect(0, 0, screen.width, screen.height);
  const cellWidth = screen.width / codeColumns;
  const cellHeight = (screen.height * codeHeightRatio) / codeRows;
  for (const [index, isWhite] of codeCells(number).entries()) {
    context.fillStyle = isWhite ? 'white' : 'black';
    const [column, row] = [index % codeColumns, Math.floor(index / codeColumns)];
    context.fillRect(column * cellWidth, row * cellHeight, cellWidth, cellHeight);
  }
};

page.startPictures = async (source) => {
  const stream = source === 'camera' ? await openCamera() : openScreen();
  const track = requireTrack(stream);
  const { near, far, connect } = openLoopback();
  const channel = near.createDataChannel(source, { ordered: false, maxPacketLifeTime: 500 });
  const receiver = startJpegReceiver();
  far.addEventListener('datachannel', ({ channel }) => {
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => receiver.receive(data));
  });
  const opened = new Promise((resolve) => {
    channel.addEventListener('open', resolve);
  });
  await connect();
  const sender = startJpegSender({ track, source, channel });
  page.requestKeyFrame = sender.requestKeyFrame;
  page.pictureStats = () => ({ sender: sender.stats(), receiver: receiver.stats() });
  page.show = (name) => shown.set(name, receiver.show(canvasOf(name)));
  page.hide = (name) => shown.get(name)?.();
  await opened;
};

page.startSlowPictures = async (bytesPerSecond) => {
  const track = requireTrack(await openCamera());
  const receiver = startJpegReceiver();
  const channel = openSlowChannel(bytesPerSecond, receiver.receive);
  const sender = startJpegSender({ track, source: 'camera', channel });
  page.pictureStats = () => ({ sender: sender.stats(), receiver: receiver.stats() });
  page.show = (name) => shown.set(name, receiver.show(canvasOf(name)));
  page.mostBuffered = () => channel.mostBuffered;
};

page.startVideo = async () => {
  const element = document.createElement('video');
  document.body.append(element);
  const shownTrack = attachTrack(requireTrack(await openCamera()), element);
  page.videoStats = shownTrack.stats;
  page.endVideo = () => {
    shownTrack.detach();
    return element.srcObject === null;
  };
};

page.codeOn = (name) => {
  const canvas = canvasOf(name);
  if (canvas.width < codeColumns) return undefined;
  const copy = document.createElement('canvas');
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const context = require2d(copy);
  context.drawImage(canvas, 0, 0);
  return readCode(context.getImageData(0, 0, copy.width, copy.height));
};

page.watchCodes = async (name, count) => {
  const codes: number[] = [];
  while (codes.length < count) {
    await new Promise(requestAnimationFrame);
    const code = page.codeOn(name);
    if (code !== undefined && code !== codes.at(-1)) codes.push(code);
  }
  return codes;
};

function openCamera(): Promise<MediaStream> {
  return navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 } });
}

/** What is sent waits in line and arrives when all before it has gone through. */
function openSlowChannel(bytesPerSecond: number, deliver: (message: ArrayBuffer) => void) {
  const channel = {
    readyState: 'open' as const,
    bufferedAmount: 0,
    mostBuffered: 0,
    freeAtMs: 0,
    send(message: ArrayBuffer) {
      const bytes = message.byteLength;
      channel.bufferedAmount += bytes;
      channel.mostBuffered = Math.max(channel.mostBuffered, channel.bufferedAmount);
      channel.freeAtMs = Math.max(channel.freeAtMs, performance.now()) + (1000 * bytes) / bytesPerSecond;
      setTimeout(() => {
        channel.bufferedAmount -= bytes;
        deliver(message);
      }, channel.freeAtMs - performance.now());
    },
  };
  return channel;
}

function requireTrack(stream: MediaStream): MediaStreamTrack {
  const [track] = stream.getVideoTracks();
  if (!track) throw new Error('There is no picture.');
  return track;
}

function openScreen(): MediaStream {
  [screen.width, screen.height] = [1280, 720];
  page.drawScreen(0);
  // Without a rate: with one, Chromium leaves out the last of two changes that follow each other quickly.
  return screen.captureStream();
}

function canvasOf(name: string): HTMLCanvasElement {
  const canvas = canvases.get(name) ?? document.createElement('canvas');
  canvases.set(name, canvas);
  if (!canvas.isConnected) document.body.append(canvas);
  return canvas;
}

function require2d(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('Nothing can be drawn here.');
  return context;
}
