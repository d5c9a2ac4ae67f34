// What people of the meeting send, made before anybody comes in: as Plenum's client does, and as a browser in Janus' VideoRoom does.
import { PublishedLayer, type PublishedMedia } from '../../../../load/crew/published-media.ts';
import { makeVideoClip } from '../../../../peers/media/clips.ts';
import { prepareBeats } from '../../../../peers/media/spoken-beats.ts';
import type { VoiceBeat } from '../../../../peers/voice-source.ts';
import { planLayers } from '../../../../load/plan/plan-pictures.ts';

/** Of Opus at 32 kbit/s: 20 ms. */
const opusFrameBytes = 80;
/** A browser that lets a microphone rest (DTX) sends a word of 2 bytes each 400 ms. */
const restWordBytes = 2;
const restWordBeats = 20;

export interface MeetingMedia {
  readonly talking: PublishedMedia;
  readonly silent: PublishedMedia;
}

const speechDb = -20;
const quietDb = -70;

/** Three layers of a camera of 1280 x 720 and Speex, which rests during silence. @throws LoadError without ffmpeg */
export async function preparePlenumMedia(): Promise<MeetingMedia> {
  const layers = await prepareLayers();
  const { speech, rest } = prepareBeats();
  return { talking: mediaOf(layers, speech), silent: mediaOf(layers, rest) };
}

/**
 * The same pictures, and Opus with DTX.
 * @param simulcast whether all three layers are sent, or the middle one alone: 640 x 360, 30 pictures and 500 kbit a second
 * @throws LoadError without ffmpeg
 */
export async function prepareJanusMedia(simulcast: boolean): Promise<MeetingMedia> {
  const layers = await prepareLayers();
  const sent = simulcast ? layers : layers.slice(1, 2);
  const frame = (bytes: number, levelDb: number): VoiceBeat => ({ frames: [new Uint8Array(bytes)], levelDb });
  const speech = [frame(opusFrameBytes, speechDb)];
  const pause = Array.from(
    { length: restWordBeats - 1 },
    (): VoiceBeat => ({ frames: [], levelDb: quietDb }),
  );
  return {
    talking: mediaOf(sent, speech),
    silent: mediaOf(sent, [frame(restWordBytes, quietDb), ...pause]),
  };
}

function mediaOf(layers: readonly PublishedLayer[], voice: readonly VoiceBeat[]): PublishedMedia {
  return { picture: 'camera', paceMs: 0, layers, voice, jpegs: undefined };
}

async function prepareLayers(): Promise<PublishedLayer[]> {
  const formats = planLayers('camera', 3);
  return Promise.all(formats.map(async (format) => new PublishedLayer(format, await makeVideoClip(format))));
}
