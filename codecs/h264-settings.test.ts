import { expect, test } from 'vitest';
import { cameraEncodings, cameraLayerWidths, type CameraPreset } from './h264-settings.ts';

const presets: readonly CameraPreset[] = ['low', 'standard', 'high'];

test('a camera of 1280x720 has three layers, one of 640 two, a tiny one a single layer', () => {
  expect(cameraLayerWidths({ width: 1280, height: 720 })).toEqual([320, 640, 1280]);
  expect(cameraLayerWidths({ width: 640, height: 480 })).toEqual([320, 640]);
  expect(cameraLayerWidths({ width: 640, height: 360 })).toEqual([320, 640]);
  expect(cameraLayerWidths({ width: 320, height: 240 })).toEqual([320]);
});

test('a camera held upright is planned by its width', () => {
  expect(cameraLayerWidths({ width: 720, height: 1280 })).toEqual([180, 360, 720]);
});

test.each(presets)('what %s sends has the widths that viewers plan with', (preset) => {
  for (const size of [
    { width: 1920, height: 1080 },
    { width: 640, height: 360 },
    { width: 320, height: 240 },
  ]) {
    const sent = cameraEncodings(preset, size).map(
      ({ scaleResolutionDownBy = 1 }) => size.width / scaleResolutionDownBy,
    );
    expect(sent).toEqual(cameraLayerWidths(size));
  }
});

test('layers of simulcast are named, a single one is not', () => {
  const names = (width: number, height: number) =>
    cameraEncodings('standard', { width, height }).map(({ rid }) => rid);
  expect(names(1280, 720)).toEqual(['q', 'h', 'f']);
  expect(names(320, 240)).toEqual([undefined]);
});

test('a layer costs the same whatever the camera gives above it', () => {
  const large = cameraEncodings('standard', { width: 1280, height: 720 });
  const small = cameraEncodings('standard', { width: 640, height: 360 });
  expect(small.map(({ maxBitrate }) => maxBitrate)).toEqual(
    large.slice(0, 2).map(({ maxBitrate }) => maxBitrate),
  );
});
