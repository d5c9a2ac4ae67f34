// Sends a track as JPEG pictures over a data channel; started by the call's controller for cameras and screens.
import { feedPictures } from './feed-pictures.ts';
import type { JpegSender, JpegSenderOptions, JpegSenderStats } from './picture-contract.ts';
import type { EncodeReport, EncodeRequest, PictureSettings } from './picture-messages.ts';
import { listen, tell } from './ports.ts';

/** A face looks alive at 15 pictures a second; text needs sharpness more than motion. */
const defaults = {
  camera: { framesPerSecond: 15, quality: 0.7, widthMax: 1280 },
  screen: { framesPerSecond: 8, quality: 0.85, widthMax: 2560 },
} as const;

/** Everything but the sending itself happens in a worker of its own. Pictures that find the channel busy are left out. */
export function startJpegSender({ track, channel, source, ...wishes }: JpegSenderOptions): JpegSender {
  const settings: PictureSettings = { source, ...defaults[source], ...wishes };
  const worker = new Worker(new URL('./picture-encode-worker.ts', import.meta.url), {
    type: 'module',
    name: `${source}-jpeg`,
  });
  let stats: JpegSenderStats = { framesSent: 0, framesDropped: 0, bytesSent: 0, width: 0, height: 0 };

  const send = ({ messages, width, height }: Extract<EncodeReport, { kind: 'encoded' }>) => {
    if (channel.readyState !== 'open' || messages.length === 0) return;
    for (const message of messages) channel.send(message);
    const bytes = messages.reduce((sum, message) => sum + message.byteLength, 0);
    stats = { ...stats, framesSent: stats.framesSent + 1, bytesSent: stats.bytesSent + bytes, width, height };
  };

  listen<EncodeReport>(worker, (report) => {
    switch (report.kind) {
      case 'ask':
        tell<EncodeRequest>(worker, { kind: 'buffered', bytes: waitingBytes(channel) });
        break;
      case 'dropped':
        stats = { ...stats, framesDropped: stats.framesDropped + 1 };
        break;
      case 'encoded':
        send(report);
        break;
    }
  });
  let stopFeeding = feedPictures(track, worker, settings);

  return {
    requestKeyFrame: (bytesPerSecond) =>
      tell<EncodeRequest>(worker, { kind: 'request-key-frame', bytesPerSecond }),
    limitPace: (bytesPerSecond) => tell<EncodeRequest>(worker, { kind: 'limit-pace', bytesPerSecond }),
    setWatched: (watched) => tell<EncodeRequest>(worker, { kind: 'watched', watched }),
    replaceTrack(other) {
      stopFeeding();
      stopFeeding = feedPictures(other, worker, settings);
    },
    stats: () => stats,
    stop() {
      stopFeeding();
      worker.terminate();
    },
  };
}

/** A channel that is not open yet has no room at all: the first picture waits for it. */
function waitingBytes(channel: JpegSenderOptions['channel']): number {
  return channel.readyState === 'open' ? channel.bufferedAmount : Number.POSITIVE_INFINITY;
}
