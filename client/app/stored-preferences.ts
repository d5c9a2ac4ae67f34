// Choices that outlive the page: codecs, devices, what is received. Read at start, written with every change.
import * as z from 'zod/mini';
import { stickers } from '../media/effects/effect-contract.ts';
import { noiseSuppressions } from '../media/microphone-input.ts';
import { backgrounds, cameraQualities, type Preferences } from './meeting-model.ts';

const key = 'plenum.preferences';

/** As many as meet on one page of the grid; faces of the others are names until they speak. */
const videosMaxDefault = 25;
const videosLimit = 100;

const deviceId = z.catch(z.string().check(z.maxLength(256)), '');
/** Every field heals by itself: what an older or a broken page left behind falls back to its default. */
const schema = z.object({
  cameraCodec: z.catch(z.enum(['h264', 'jpeg']), 'h264'),
  screenCodec: z.catch(z.enum(['h264', 'jpeg']), 'h264'),
  microphoneId: deviceId,
  cameraId: deviceId,
  speakerId: deviceId,
  noiseSuppression: z.catch(z.enum(noiseSuppressions), 'light'),
  automaticGain: z.catch(z.boolean(), true),
  cameraQuality: z.catch(z.enum(cameraQualities), 'standard'),
  background: z.catch(z.enum(backgrounds), 'none'),
  stickers: z.catch(z.array(z.enum(stickers)).check(z.maxLength(stickers.length)), []),
  shareMode: z.catch(z.enum(['text', 'motion']), 'text'),
  audioOnly: z.catch(z.boolean(), false),
  videosMax: z.catch(z.int().check(z.minimum(1), z.maximum(videosLimit)), videosMaxDefault),
});

/** What was chosen earlier, with defaults for the rest. */
export function readPreferences(): Preferences {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    return schema.parse({});
  }
}

export function writePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(key, JSON.stringify(preferences));
  } catch {
    // Storage is switched off: the choices last as long as the page.
  }
}
