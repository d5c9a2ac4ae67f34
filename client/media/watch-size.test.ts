import { expect, test } from 'vitest';
import { watchSize } from './watch-size.ts';

function createElement() {
  return Object.assign(new EventTarget(), { videoWidth: 0, videoHeight: 0 });
}

function resize(element: ReturnType<typeof createElement>, videoWidth: number, videoHeight: number): void {
  Object.assign(element, { videoWidth, videoHeight });
  element.dispatchEvent(new Event('resize'));
}

test.each([
  [16_384, 16_384],
  [4112, 2304],
  [16_400, 16],
])('S3: pictures of %d x %d are said to be too large, once', (width, height) => {
  const element = createElement();
  let calls = 0;
  watchSize(element, () => (calls += 1));
  resize(element, 640, 360);
  expect(calls).toBe(0);
  resize(element, width, height);
  resize(element, width, height + 16);
  expect(calls).toBe(1);
});

test('pictures of the largest size that is sent are not, nor those of an element that is left', () => {
  const element = createElement();
  let calls = 0;
  const end = watchSize(element, () => (calls += 1));
  resize(element, 4096, 2304);
  resize(element, 2304, 4096);
  end();
  resize(element, 16_000, 16_000);
  expect(calls).toBe(0);
});
