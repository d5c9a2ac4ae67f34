// A short form of the torture: what is sent in bad faith to a real viewer in Chromium, each attack once. test/nightly does more.
import { expect, test } from 'vitest';
import { patiently, summarize } from '../torture/check.ts';
import { pictureBomb } from '../torture/picture-bomb.ts';
import { sdpInjection } from '../torture/sdp-injection.ts';
import { sizeBomb } from '../torture/size-bomb.ts';

const timeoutMs = 180_000;

test.each([sdpInjection, pictureBomb, sizeBomb])(
  '$id: the viewer goes on, and nothing ends',
  { timeout: timeoutMs },
  async ({ id, run }) => {
    const result = summarize(id, patiently(await run({ repeats: 1, form: 'gate', seed: 1 })));
    console.log(`${id}: ${result.worst}`);
    expect(result).toMatchObject({ pass: true });
  },
);
