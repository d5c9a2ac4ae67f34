// `npm run bench:effects`: what backgrounds and stickers cost on this machine, and how well they sit on a real face.
import { cpus } from 'node:os';
import { medianOf } from '../../load/measure/statistics.ts';
import { detailOf, findDarkened, findFrame, grabLuma, mean, similarity } from '../helpers/effect-pictures.ts';
import { Participant } from '../helpers/participant.ts';
import { startServer } from '../helpers/server.ts';
import { type FaceClip, makeFaceClip } from '../media/face-clip.ts';

const sizes = [
  { width: 640, height: 360 },
  { width: 1280, height: 720 },
];
const choices: readonly (readonly string[])[] = [
  ['Blurred'],
  ['Hills'],
  ['None', 'Moustache'],
  ['Blurred', 'Hat', 'Glasses'],
];
/** Until the measured pace has settled. */
const settleMs = 3000;
const rounds = 12;
const video = 'video';

async function lookAt(person: Participant, clip: FaceClip, choice: readonly string[]) {
  const { width, height } = clip;
  const looks = [];
  for (let round = 0; round < rounds; round += 1) {
    const picture = await grabLuma(person.page, video, clip);
    const frame = findFrame(clip, picture);
    const [nose, mouth] = [clip.placeOf('nose', frame), clip.placeOf('mouth', frame)];
    const [left, right] = [clip.placeOf('leftEye', frame), clip.placeOf('rightEye', frame)];
    const eyes = Math.hypot(right.x - left.x, right.y - left.y);
    const flag = { left: width * 0.03, top: height * 0.05, width: width * 0.16, height: height * 0.45 };
    const face = { left: nose.x - eyes, top: nose.y - eyes, width: 2 * eyes, height: 2 * eyes };
    const lip = { x: nose.x + 0.4 * (mouth.x - nose.x), y: nose.y + 0.4 * (mouth.y - nose.y) };
    const found = choice.includes('Moustache')
      ? findDarkened(clip, picture, frame, lip, Math.round(eyes))
      : undefined;
    looks.push({
      detail: detailOf(picture, width, flag) / detailOf(clip.luma(frame), width, flag),
      similarity: similarity(picture, clip.luma(frame), width, face),
      missedEyes: found && Math.hypot(found.x - lip.x, found.y - lip.y) / eyes,
    });
    await person.page.waitForTimeout(110);
  }
  return looks;
}

async function measure(person: Participant, clip: FaceClip, choice: readonly string[]): Promise<void> {
  const { page } = person;
  for (const name of ['Hat', 'Glasses', 'Moustache']) {
    const isWorn = await page.getByLabel(name).isChecked();
    if (isWorn !== choice.includes(name)) await page.locator('label', { hasText: name }).click();
  }
  const [background = 'None'] = choice;
  await page.locator('label', { hasText: background }).click();
  await page.waitForTimeout(settleMs);
  const cost = await person.byTestId('effect-cost').innerText();
  const looks = await lookAt(person, clip, choice);
  const misses = looks.flatMap(({ missedEyes }) => (missedEyes === undefined ? [] : [missedEyes]));
  console.log(`${clip.width}x${clip.height} ${choice.join(' + ')}: ${cost}`);
  console.log(
    `   detail behind ${(100 * mean(looks, ({ detail }) => detail)).toFixed(0)} %, ` +
      `face SSIM ${mean(looks, ({ similarity }) => similarity).toFixed(3)}` +
      (misses.length > 0
        ? `, sticker off by ${(100 * (medianOf(misses) ?? Number.NaN)).toFixed(0)} % of the eyes' distance (median of ${misses.length}/${rounds})`
        : ''),
  );
}

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, no GPU used`);
const server = await startServer();
try {
  for (const size of sizes) {
    const clip = makeFaceClip(size);
    const person = await Participant.open({
      origin: server.url,
      nickname: `Face ${size.width}`,
      clipPath: clip.path,
    });
    try {
      await person.register();
      await person.byTestId('device-check').click();
      for (const choice of choices) await measure(person, clip, choice);
    } finally {
      await person.close();
    }
  }
} finally {
  await server.stop();
}
