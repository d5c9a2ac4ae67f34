// Everything that publishers of one process send, made before anybody comes in. Read by publisher.
import { makeJpegClip, makeVideoClip, type JpegFormat, type VideoFormat } from '../../peers/media/clips.ts';
import type { PacketizedFrame } from '../../peers/media/h264-packets.ts';
import { prepareBeats } from '../../peers/media/spoken-beats.ts';
import type { VoiceBeat } from '../../peers/voice-source.ts';
import type { CrewSettings } from './messages.ts';

/** One layer of an H.264 source. */
export class PublishedLayer {
  readonly format: VideoFormat;
  /** Played over and over; the first is the one key frame. */
  readonly frames: readonly PacketizedFrame[];

  constructor(format: VideoFormat, frames: readonly PacketizedFrame[]) {
    this.format = format;
    this.frames = frames;
  }

  /** Where the frame after this one is; the first after none. */
  positionAfter(position: number | undefined): number {
    return position === undefined ? 0 : (position + 1) % this.frames.length;
  }
}

export interface PublishedMedia {
  readonly picture: 'camera' | 'screen';
  /** Beats of 20 ms; none when no voice is sent. */
  readonly voice: readonly VoiceBeat[];
  /** Smallest first; none when no H.264 is sent. */
  readonly layers: readonly PublishedLayer[];
  readonly jpegs: { readonly format: JpegFormat; readonly pictures: readonly Buffer[] } | undefined;
  readonly paceMs: number;
}

/** @throws LoadError when pictures cannot be made, Error when speech cannot */
export async function preparePublishedMedia(settings: CrewSettings): Promise<PublishedMedia> {
  const { voice, speaking, layers, jpeg, picture, paceMs } = settings;
  return {
    picture,
    paceMs,
    voice: voice === 'none' ? [] : prepareBeats()[speaking === 'always' ? 'speech' : 'conversation'],
    layers: await Promise.all(
      layers.map(async (format) => new PublishedLayer(format, await makeVideoClip(format))),
    ),
    jpegs: jpeg && { format: jpeg, pictures: await makeJpegClip(jpeg) },
  };
}
