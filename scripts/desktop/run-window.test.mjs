import { expect, test } from 'vitest';
import { judgeEnd, runWindow } from './run-window.mjs';

test('a window that was closed after a while is closed, however its program ended', () => {
  expect(judgeEnd({ code: 0, lastedMs: 60_000 }, false)).toBe('closed');
  expect(judgeEnd({ code: null, lastedMs: 60_000 }, false)).toBe('closed');
});

test('a program that fails at once has shown no window', () => {
  expect(judgeEnd({ code: 1, lastedMs: 300 }, false)).toBe('failed');
  expect(judgeEnd({ code: null, lastedMs: 300 }, false)).toBe('failed');
});

test('a program that is content at once has handed over to one that runs', () => {
  expect(judgeEnd({ code: 0, lastedMs: 300 }, false)).toBe('handed-over');
});

test('stopping the command at once closes the window', () => {
  expect(judgeEnd({ code: null, lastedMs: 300 }, true)).toBe('closed');
});

test('a program’s end is told, and that it cannot be started', async () => {
  expect(await runWindow('sh', ['-c', 'exit 3'], process.env, '/dev/null')).toMatchObject({ code: 3 });
  expect(await runWindow('/nowhere/program', [], {}, '/dev/null')).toMatchObject({ code: null });
});
