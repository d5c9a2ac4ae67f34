// The comparison's voice rooms and pictures, in small, against a real server and a real worker.
import { expect, test } from 'vitest';
import { prepareBeats } from '../../peers/media/spoken-beats.ts';
import { measurePictures } from '../bench/compare/parts/pictures.ts';
import { measureVoices } from '../bench/compare/parts/voices.ts';
import { bareWorker } from '../bench/compare/relays/bare-worker/bare-worker.ts';
import { plenum } from '../bench/compare/relays/plenum.ts';

/** Servers are started and rooms are filled, beside whatever else the machine does. */
const roomTimeoutMs = 180_000;

test(
  'of five people who speak at once three reach all others',
  async () => {
    const [room] = await measureVoices(plenum(), [5], prepareBeats(), 1);
    const { sentPerSecond = 0, deliveredPerSecond = 0, figure } = room ?? {};
    // A machine that does much else sends and delivers in fits: what matters is how many voices each of the four others hears.
    expect(Math.round(deliveredPerSecond / (sentPerSecond / 5) / 4)).toBe(3);
    expect(figure).toBeGreaterThan(0);
  },
  roomTimeoutMs,
);

test.each([
  ['Plenum', plenum(), true],
  ['the bare worker', bareWorker, false],
])(
  'pictures through %s are seen whole at every receiver',
  async (_name, factory, hasVoice) => {
    const { delaysMs, loss, corePercent, voice } = await measurePictures(factory, 1);
    expect(loss).toBeLessThan(0.5);
    expect(Math.min(...delaysMs)).toBeGreaterThan(0);
    expect(corePercent).toBeGreaterThan(0);
    expect(voice !== undefined).toBe(hasVoice);
    if (voice) expect(Math.min(voice.aloneMs.length, voice.besideMs.length)).toBeGreaterThan(20);
  },
  roomTimeoutMs,
);
