import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { feedPictures } from './feed-pictures.ts';
import type { EncodeReport, EncodeRequest } from './picture-messages.ts';

/** As far as the feeding uses it. The test announces each new picture. */
class FakeVideo {
  videoWidth = 640;
  srcObject: unknown = null;
  tellOfPicture: () => void = () => undefined;
  requestVideoFrameCallback(told: () => void): number {
    this.tellOfPicture = told;
    return 1;
  }
  async play(): Promise<void> {}
}

class FakeWorker extends EventTarget {
  readonly got: EncodeRequest['kind'][] = [];
  postMessage({ kind }: EncodeRequest): void {
    this.got.push(kind);
  }
  call(): Promise<void> {
    this.dispatchEvent(new MessageEvent<EncodeReport>('message', { data: { kind: 'picture-due' } }));
    return new Promise((resolve) => setTimeout(resolve));
  }
}

let video: FakeVideo;
let worker: FakeWorker;
let page: { hidden: boolean };
let stop: () => void;

beforeEach(() => {
  video = new FakeVideo();
  worker = new FakeWorker();
  page = { hidden: false };
  vi.stubGlobal('document', Object.assign(page, { createElement: () => video }));
  vi.stubGlobal('MediaStream', Object);
  vi.stubGlobal('createImageBitmap', async () => ({ close: () => undefined }));
  stop = feedPictures({} as MediaStreamTrack, worker as unknown as Worker, {
    source: 'camera',
    framesPerSecond: 15,
    quality: 0.7,
    widthMax: 1280,
  });
});

afterEach(() => vi.unstubAllGlobals());

test('X4: without access to frames, a new picture is handed in when one is due, and each once', async () => {
  await worker.call();
  expect(worker.got).toEqual(['start']);
  video.tellOfPicture();
  expect(worker.got).toEqual(['start']);
  await worker.call();
  await worker.call();
  expect(worker.got).toEqual(['start', 'picture']);
});

test('X4: in a hidden page, to which no new picture is told, one is handed in whenever it is due', async () => {
  page.hidden = true;
  await worker.call();
  await worker.call();
  expect(worker.got).toEqual(['start', 'picture', 'picture']);
});

test('X4: a feeding that has ended hands in nothing any more', async () => {
  page.hidden = true;
  const last = worker.call();
  stop();
  await last;
  await worker.call();
  expect(worker.got).toEqual(['start']);
});

test('X4: an element that has no picture yet gives none', async () => {
  page.hidden = true;
  video.videoWidth = 0;
  await worker.call();
  expect(worker.got).toEqual(['start']);
});
