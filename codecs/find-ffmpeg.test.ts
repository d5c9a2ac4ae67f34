import { expect, test } from 'vitest';
import { findFfmpeg } from './find-ffmpeg.ts';

const missing = async (): Promise<never> => Promise.reject(new Error('ENOENT'));

test('U11: where the machine has no ffmpeg, the one of the packages is used, and it runs', async () => {
  const found = await findFfmpeg(async (path) =>
    path === 'ffmpeg' ? missing() : 'ffmpeg version N-1 built',
  );
  expect(found).toMatchObject({ isOwn: false });
  expect(found?.path).toContain('@ffmpeg-installer');
});

test('U11: the machine’s own comes first, by the name it gives itself', async () => {
  const found = await findFfmpeg(
    async () => 'ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026\nbuilt with',
  );
  expect(found).toEqual({ path: 'ffmpeg', version: 'ffmpeg version 5.1.9-0+deb12u1', isOwn: true });
});

test('U11: one that cannot be run is passed over, and where none can there is none', async () => {
  expect(await findFfmpeg(missing, async () => undefined)).toBeUndefined();
  expect(await findFfmpeg(missing, async () => '/packaged/ffmpeg')).toBeUndefined();
});
