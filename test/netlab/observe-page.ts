// Watches a page in a call without the product's help: what its tiles show and when, and what its connections carry.
import type { Page } from 'playwright-core';
import { codeColumns, codeHeightRatio, codeRows } from '../media/picture-code.ts';

/** A picture that a tile began to show. */
export interface ShownPicture {
  /** Milliseconds since the epoch. */
  readonly atMs: number;
  /** Of the picture itself, not of the tile. */
  readonly width: number;
  readonly height: number;
  /** Mean brightness of the cells of the picture code, 0..255, row by row. */
  readonly levels: readonly number[];
}

interface Counts {
  readonly bytesSent: number;
  readonly bytesReceived: number;
  readonly packetsSent: number;
  readonly packetsReceived: number;
}

/** What the connections of a page have carried so far; JPEG pictures count as video. Bytes are payload. */
export interface Carried {
  readonly audio: Counts;
  readonly video: Counts;
}

interface ObserverWindow {
  plenumObserver?: {
    /** When the button that joins a room was pressed last. */
    joinedAtMs: number | null;
    readonly pictures: ShownPicture[];
    readonly connections: RTCPeerConnection[];
  };
}

/** Call it before the page joins a room. */
export async function installObserver(page: Page): Promise<void> {
  await page.evaluate(observePage, { columns: codeColumns, rows: codeRows, codeHeightRatio });
}

/** When the page's person pressed "join", and every picture that the first remote camera's tile showed. */
export async function readObserver(
  page: Page,
): Promise<{ readonly joinedAtMs: number | null; readonly pictures: readonly ShownPicture[] }> {
  return page.evaluate(() => {
    const { joinedAtMs = null, pictures = [] } = (window as ObserverWindow).plenumObserver ?? {};
    return { joinedAtMs, pictures };
  });
}

/** Of all the page's connections. */
export async function readCarried(page: Page): Promise<Carried> {
  return page.evaluate(async () => {
    const names = ['bytesSent', 'bytesReceived', 'packetsSent', 'packetsReceived'] as const;
    const none = { bytesSent: 0, bytesReceived: 0, packetsSent: 0, packetsReceived: 0 };
    const carried = { audio: { ...none }, video: { ...none } };
    for (const connection of (window as ObserverWindow).plenumObserver?.connections ?? []) {
      const report: ReadonlyMap<string, Record<string, unknown>> = await connection.getStats();
      for (const entry of report.values()) {
        const kind = entry['type'] === 'data-channel' ? 'video' : entry['kind'];
        if (kind !== 'audio' && kind !== 'video') continue;
        if (!/^(inbound-rtp|outbound-rtp|data-channel)$/.test(String(entry['type']))) continue;
        for (const name of names) carried[kind][name] += Number(entry[name] ?? 0);
      }
    }
    return carried;
  });
}

/** Runs in the page, thus holds all it needs. */
function observePage({
  columns,
  rows,
  codeHeightRatio,
}: {
  columns: number;
  rows: number;
  codeHeightRatio: number;
}): void {
  const [width, height] = [80, 45];
  const pictures: ShownPicture[] = [];
  const connections: RTCPeerConnection[] = [];
  const observer: NonNullable<ObserverWindow['plenumObserver']> = { joinedAtMs: null, pictures, connections };
  (window as ObserverWindow).plenumObserver = observer;
  const now = () => performance.timeOrigin + performance.now();

  const watchJoining = (event: Event) => {
    if (event.target instanceof Element && event.target.closest('[data-testid=meeting-join]'))
      observer.joinedAtMs = now();
  };
  document.addEventListener('click', watchJoining, true);

  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      connections.push(this);
    }
  };

  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });

  const readLevels = (picture: CanvasImageSource) => {
    context?.drawImage(picture, 0, 0, width, height);
    const { data } = context?.getImageData(0, 0, width, height) ?? { data: [] };
    return Array.from({ length: columns * rows }, (_, index) => {
      const left = Math.ceil((((index % columns) + 0.25) * width) / columns);
      const top = Math.ceil(((Math.floor(index / columns) + 0.25) * height * codeHeightRatio) / rows);
      let [sum, count] = [0, 0];
      for (let y = top; y < top + 3; y += 1) {
        for (let x = left; x < left + 5; x += 1) {
          sum += data[(y * width + x) * 4 + 1] ?? 0;
          count += 1;
        }
      }
      return Math.round(sum / count);
    });
  };

  const look = (picture: CanvasImageSource, pictureWidth: number, pictureHeight: number) => {
    if (pictureWidth < 16 || pictureHeight < 16) return;
    const levels = readLevels(picture);
    const last = pictures.at(-1)?.levels;
    if (last && levels.every((level, index) => Math.abs(level - (last[index] ?? 0)) <= 2)) return;
    pictures.push({ atMs: now(), width: pictureWidth, height: pictureHeight, levels });
  };

  let lastFrame = '';
  const watchTile = () => {
    requestAnimationFrame(watchTile);
    const shown = document.querySelector('[data-testid=tile][data-source=camera] :is(video, canvas)');
    if (shown instanceof HTMLCanvasElement) look(shown, shown.width, shown.height);
    if (!(shown instanceof HTMLVideoElement)) return;
    // A look costs time that calls need: only where there is something new.
    const frame = `${shown.currentTime} ${shown.getVideoPlaybackQuality().totalVideoFrames}`;
    if (frame !== lastFrame) look(shown, shown.videoWidth, shown.videoHeight);
    lastFrame = frame;
  };
  watchTile();
}
