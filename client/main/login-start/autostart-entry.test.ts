import { describe, expect, test } from 'vitest';
import { isAutostartOn, writeAutostart } from './autostart-entry.ts';

describe('the file that starts the program at login', () => {
  test('names program and arguments', () => {
    expect(execOf({ program: '/opt/Plenum/plenum', args: ['--hidden'] })).toBe('/opt/Plenum/plenum --hidden');
  });

  test.each([
    '/home/ada/My Programs/Plenum.AppImage',
    '/home/ada/100%/plenum',
    '/home/ada/"quoted"/plenum',
    '/home/ada/$HOME`date`/plenum',
    '/home/ada/back\\slash/plenum',
    '/home/ada/会议/plenum',
    "/home/ada/it's/plenum",
    '/home/ada/new\nline/plenum',
  ])('leads back to a path with strange signs: %j', (program) => {
    expect(readCommand(execOf({ program, args: ['--hidden'] }))).toEqual([program, '--hidden']);
  });

  test('holds no line that a path has brought along', () => {
    const file = writeAutostart({ program: '/x\nHidden=true', args: [] });
    expect(isAutostartOn(file)).toBe(true);
    expect(file.split('\n').filter((line) => line.startsWith('Hidden'))).toEqual([]);
  });

  test('is on as it is written, and off where the person switched it off', () => {
    const file = writeAutostart({ program: '/opt/plenum', args: [] });
    expect(isAutostartOn(file)).toBe(true);
    expect(isAutostartOn(`${file}Hidden=true\n`)).toBe(false);
    expect(isAutostartOn(file.replace('enabled=true', 'enabled=false'))).toBe(false);
  });
});

function execOf(facts: Parameters<typeof writeAutostart>[0]): string {
  const line = writeAutostart(facts)
    .split('\n')
    .find((each) => each.startsWith('Exec='));
  return line?.slice('Exec='.length) ?? '';
}

/** Reads a command line as the specification says a desktop does: value first, then quotes, then fields. */
function readCommand(value: string): string[] {
  const signs: Record<string, string> = { n: '\n', r: '\r', t: '\t', s: ' ' };
  const command = value.replace(/\\(.)/g, (_, sign: string) => signs[sign] ?? sign);
  const words = command.match(/"(?:\\.|[^"\\])*"|\S+/gs) ?? [];
  return words.map((word) => {
    const bare = word.startsWith('"') ? word.slice(1, -1).replace(/\\(.)/gs, '$1') : word;
    return bare.replaceAll('%%', '%');
  });
}
