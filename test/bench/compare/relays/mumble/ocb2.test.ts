import { expect, test } from 'vitest';
import { Ocb2 } from './ocb2.ts';

/** 00 01 02 ... */
const counting = (length: number) => Buffer.from(Array.from({ length }, (_, index) => index));
const cipher = new Ocb2(counting(16));

test.each([
  [0, '', 'bf3108130773ad5ec70ec69e7875a7b0'],
  [8, 'c636b3a868f429bb', 'a45f5fdea5c088d1d7c8be37cabc8c5c'],
  [16, '52e48f5d19fe2d9869f0c4a4b3d2be57', 'f7ee49ae7aa5b5e6645db6b3966136f9'],
  [
    40,
    'f75d6bc8b4dc8d66b836a2b08b32a6369f1cd3c5228d79fd6c267f5f6aa7b231c7dfb9d59951ae9c',
    '9db0cdf880f73e3e10d4eb3217766688',
  ],
])('%i bytes become those that the draft of OCB 2.0 prints (draft-krovetz-ocb-00)', (length, sealed, tag) => {
  const result = cipher.seal(counting(length), counting(16));
  expect([result.sealed.toString('hex'), result.tag.toString('hex')]).toEqual([sealed, tag]);
});

test('what was sealed opens to the same bytes with the same tag, at every length around the ends of blocks', () => {
  for (let length = 0; length <= 50; length += 1) {
    const { sealed, tag } = cipher.seal(counting(length), counting(16));
    expect(cipher.open(sealed, counting(16))).toEqual({ plain: counting(length), tag });
  }
});
