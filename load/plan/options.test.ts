import { describe, expect, test, vi } from 'vitest';
import { type LoadOptions, readOptions } from './options.ts';
import { scenarioNames, scenarios } from './scenarios.ts';

function read(...args: readonly string[]): LoadOptions {
  const options = readOptions(args, {});
  if ('join' in options) throw new Error('That was a helper.');
  return options;
}

describe('options', () => {
  test('without any, four people talk on this machine', () => {
    expect(read()).toMatchObject({
      scenario: 'talk',
      url: 'http://localhost:3000',
      rooms: 1,
      publishers: 4,
      listeners: 0,
      maxLoss: 0.001,
      maxP99: 20,
      iOwnThisServer: false,
    });
  });

  test('said ones win over those of the scenario', () => {
    const options = read(
      'class',
      '--listeners',
      '7',
      '--video',
      'jpeg',
      '--max-loss',
      '2',
      '--url',
      'https://a.example/x',
    );
    expect(options).toMatchObject({
      publishers: 1,
      listeners: 7,
      video: 'jpeg',
      maxLoss: 0.02,
      url: 'https://a.example',
    });
  });

  test.each([
    [['--rooms', '1.5'], 'whole number'],
    [['--video', 'vp8'], 'h264, jpeg, none'],
    [['--url', 'meet'], 'an address'],
    [['--coordinate', 'here'], 'an address and a port'],
    [['--speed', '9'], 'unknown option'],
  ])('%j is refused in words', (args, words) => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(() => read('talk', ...args)).toThrow();
    expect(said.mock.calls.join('')).toContain(words);
    said.mockRestore();
  });

  test.each([
    [['dance'], 'There is no scenario "dance"'],
    [['talk', '--publishers', '200', '--listeners', '200'], 'A room holds 300 people, not 400'],
    [['talk', '--publishers', '0'], 'Without publishers and listeners there is no load'],
    [['--join', '127.0.0.1:4000'], '--key'],
  ])('%j is refused with a sentence', (args, sentence) => {
    expect(() => readOptions(args, {})).toThrow(sentence);
  });

  test('a helper needs where to join and the key', () => {
    expect(readOptions(['--join', '127.0.0.1:4000', '--key', 'word', '--workers', '2'], {})).toEqual({
      join: { host: '127.0.0.1', port: 4000 },
      key: 'word',
      workers: 2,
      iOwnThisServer: false,
    });
  });

  test('the help has one sentence for every scenario', () => {
    const said: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0);
    expect(() => read('--help')).toThrow();
    vi.restoreAllMocks();
    for (const name of scenarioNames) expect(said.join('')).toContain(scenarios[name].sentence);
  });
});
