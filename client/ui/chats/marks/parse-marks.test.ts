import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { messageTextMaxBytes } from '../../../../protocol/messages/message-limits.ts';
import { type Mark, parseMarks } from './parse-marks.ts';
import { splitMentions } from './split-mentions.ts';

/** Everything that is read, without its marks. */
function textOf(marks: readonly Mark[]): string {
  return marks
    .map((mark) => ('text' in mark ? mark.text : 'children' in mark ? textOf(mark.children) : '\n'))
    .join('');
}

function all(marks: readonly Mark[]): Mark[] {
  return marks.flatMap((mark) => [mark, ...('children' in mark ? all(mark.children) : [])]);
}

const depth = (marks: readonly Mark[]): number =>
  Math.max(0, ...marks.map((mark) => ('children' in mark ? 1 + depth(mark.children) : 1)));
const links = (text: string) =>
  all(parseMarks(text)).flatMap((mark) => (mark.kind === 'link' ? [mark.href] : []));
const kinds = (text: string) => all(parseMarks(text)).map(({ kind }) => kind);

test.each([
  [
    '**bold** and *italic* and ~~gone~~',
    ['paragraph', 'bold', 'text', 'text', 'italic', 'text', 'text', 'strike', 'text'],
  ],
  ['`code`', ['paragraph', 'code']],
  ['```\na\nb\n```', ['code-block']],
  ['- one\n- two', ['bullets', 'item', 'paragraph', 'text', 'item', 'paragraph', 'text']],
  ['> said', ['quote', 'paragraph', 'text']],
  ['one\ntwo', ['paragraph', 'text', 'break', 'text']],
])('%j is marked', (text, expected) => {
  expect(kinds(text)).toEqual(expected);
});

test('a list begins where it was numbered to begin', () => {
  expect(parseMarks('3. three')[0]).toMatchObject({ kind: 'numbers', start: 3 });
});

test('links are those of pages over TLS and of letters, written out or by name', () => {
  expect(links('see https://example.org/a, or [here](https://example.org/b)')).toEqual([
    'https://example.org/a',
    'https://example.org/b',
  ]);
  expect(links('write to mailto:jo@example.org')).toEqual(['mailto:jo@example.org']);
});

test('T8: links that run or carry something, and pictures from elsewhere, are text', () => {
  for (const href of [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#115;cript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'http://example.org',
    'file:///etc/passwd',
    'plenum://example.org/12345',
    '//example.org',
    '#/m/12345',
  ]) {
    expect(links(`[x](${href}) ${href} <${href}>`)).toEqual([]);
    expect(textOf(parseMarks(`[x](${href})`))).toContain('x');
  }
  expect(links('[x](https://user:secret@example.org/)').join()).not.toContain('example.org');
  expect(kinds('![x](https://example.org/spy.png)')).not.toContain('link');
  expect(textOf(parseMarks('![x](https://example.org/spy.png)'))).toBe('![x](https://example.org/spy.png)');
  expect(textOf(parseMarks('<img src=x onerror=alert(1)>'))).toBe('<img src=x onerror=alert(1)>');
});

test('T8: marks that turn the direction of what follows are not shown', () => {
  expect(textOf(parseMarks('a\u202egpj.exe\u2066 `\u202eb`'))).toBe('agpj.exe b');
  expect(textOf(parseMarks('שלום world'))).toBe('שלום world');
});

test('T8: the longest hostile texts give trees that are shallow and no larger than their texts', () => {
  const fill = (piece: string) => piece.repeat(Math.floor(messageTextMaxBytes / piece.length));
  const nested = Array.from({ length: 100 }, (_, level) => `${'  '.repeat(level)}- x`).join('\n');
  for (const text of [
    nested,
    fill('>'),
    fill('- '),
    fill('['),
    fill('![]('),
    fill('**a'),
    fill('*a _b '),
    fill('`'),
    fill('``a`'),
    fill('<https://'),
    fill('[a](<'),
    fill('@a '),
    fill('https://a.b '),
    fill('\\'),
    fill('1. '),
    fill('\n> - '),
  ]) {
    const marks = parseMarks(text);
    expect(depth(marks)).toBeLessThanOrEqual(25);
    expect(textOf(marks).match(/x/g)).toEqual(text.match(/x/g));
    expect(all(marks).length).toBeLessThanOrEqual(2 * text.length);
  }
});

test('T8: no text is lost or breaks the parser, and every link that it finds is a safe one', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '*',
      '_',
      '`',
      '[',
      '](',
      ')',
      '> ',
      '- ',
      '1. ',
      '\n',
      '!',
      '<',
      'https://',
      'javascript:',
      '~~',
      '\\',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      for (const mark of all(parseMarks(pieces.join(''))))
        if (mark.kind === 'link') expect(mark.href).toMatch(/^(https:\/\/|mailto:)/);
    }),
  );
});

const named = [
  { accountId: 'a', nickname: 'Ann' },
  { accountId: 'm', nickname: 'Ann-Marie' },
  { accountId: 'w', nickname: '王小明' },
];

test('who is mentioned is found by name, the longest name first, and no other name is', () => {
  expect(splitMentions('hi @Ann-Marie, @Ann and@王小明好 @Bo', named)).toEqual([
    { text: 'hi ' },
    { text: '@Ann-Marie', accountId: 'm' },
    { text: ', ' },
    { text: '@Ann', accountId: 'a' },
    { text: ' and' },
    { text: '@王小明', accountId: 'w' },
    { text: '好 @Bo' },
  ]);
  expect(splitMentions('@Ann', [])).toEqual([{ text: '@Ann' }]);
});

test('T8: ten thousand mentions are found each once', () => {
  const pieces = splitMentions('@Ann'.repeat(10_000), named);
  expect(pieces).toHaveLength(10_000);
  expect(splitMentions('@'.repeat(10_000), named)).toEqual([{ text: '@'.repeat(10_000) }]);
});
