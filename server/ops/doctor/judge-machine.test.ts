import { expect, test } from 'vitest';
import { judgeClock, judgeDescriptors, judgeDisk, judgeFfmpeg } from './judge-machine.ts';

const megabyte = 1024 * 1024;
const noon = Date.parse('2026-11-27T12:00:00Z');

test('a disk is well, nearly full or full', () => {
  expect(judgeDisk('./data', 5000 * megabyte).verdict).toBe('ok');
  expect(judgeDisk('./data', 500 * megabyte).verdict).toBe('note');
  expect(judgeDisk('./data', 100 * megabyte)).toEqual({
    about: 'disk',
    verdict: 'problem',
    sentence: 'Only 100 MB are free where ./data lies: make space, or move DATA_DIR.',
  });
});

test('files that may be open suffice for the sockets that may be, or the remedy is named', () => {
  expect(judgeDescriptors(1_048_576, 4096).verdict).toBe('ok');
  expect(judgeDescriptors(4096, 4096)).toMatchObject({ verdict: 'problem' });
  expect(judgeDescriptors(4096, 4096).sentence).toContain('LimitNOFILE=');
  expect(judgeDescriptors(undefined, 4096).verdict).toBe('note');
  expect(judgeDescriptors(1024, 524)).toMatchObject({ verdict: 'note' });
  expect(judgeDescriptors(1024, 524).sentence).toContain('524 connections fit');
});

test('a clock that goes before the data folder is wrong, one that is not synchronized is worth a note', () => {
  expect(judgeClock(noon, noon + 3_600_000, true).verdict).toBe('problem');
  expect(judgeClock(noon, noon + 1000, true).verdict).toBe('ok');
  expect(judgeClock(noon, undefined, false).verdict).toBe('note');
  expect(judgeClock(noon, undefined, undefined).verdict).toBe('ok');
});

test('calls need no ffmpeg', () => {
  const own = { path: 'ffmpeg', version: 'ffmpeg version 5.1', isOwn: true };
  expect(judgeFfmpeg(own)).toMatchObject({
    verdict: 'ok',
    sentence: expect.stringContaining('of this machine'),
  });
  const packaged = { ...own, isOwn: false };
  expect(judgeFfmpeg(packaged).sentence).toContain('a newer one in PATH would be used');
  expect(judgeFfmpeg(undefined).verdict).toBe('note');
});
