import type * as z from 'zod/mini';
import { expect, test } from 'vitest';
import { notices } from './notices.ts';
import { requests } from './requests.ts';
import { handshakeSchema } from './connection/signalling.ts';
import { isPlainText, lines, text } from './text.ts';

/** A schema of a string, and how it is reached. */
interface Found {
  readonly path: string;
  readonly fits: (value: string) => boolean;
}

/** Every schema of a string that lies in a schema. */
function stringsOf(schema: z.ZodMiniType, path: string): Found[] {
  const def = schema.def as unknown as Record<string, unknown>;
  if (def['type'] === 'string') return [{ path, fits: (value) => schema.safeParse(value).success }];
  const shape = (def['shape'] ?? {}) as Record<string, unknown>;
  const choices = (def['options'] ?? def['items'] ?? []) as unknown[];
  const parts = [
    ...Object.entries(shape),
    ...[...choices, def['element'], def['innerType'], def['keyType'], def['valueType']].map(
      (part) => ['*', part] as const,
    ),
  ];
  return parts.flatMap(([name, part]) =>
    typeof part === 'object' && part !== null ? stringsOf(part as z.ZodMiniType, `${path}.${name}`) : [],
  );
}

const unfit = [
  '\n',
  '\r',
  '\0',
  '\u0085',
  '\u2028',
  '\u2029',
  '\ud800',
  '\u202e',
  '\u2066',
  '\u200f',
  '\u061c',
];

/** Texts of messages have several lines; they are shown by themselves, and stand in no SDP, header or log. */
const bodies =
  /^(message:send|message:edit|group:announce) asks\.text(\.\*)?$|^[\w:-]+( answers)?(\.pages\.\*|\.hits\.\*)?\.(messages?|message\.\*|messages\.\*|versions|details\.announcement)(\.\*)?\.text$/;
const lineFeedOf = (path: string): string | undefined => (bodies.test(path) ? '\n' : undefined);

test.each(unfit)('S1: %j is no plain text', (character) => {
  expect(isPlainText(`a${character}b`)).toBe(false);
  expect(text(8).safeParse(`a${character}`).success).toBe(false);
});

test('S1: lines take line feeds and tabs, and nothing else that is no plain text', () => {
  expect(lines(8).safeParse('a\n\tb').success).toBe(true);
  for (const character of unfit.filter((each) => each !== '\n'))
    expect(lines(8).safeParse(`a\n${character}`).success).toBe(false);
});

test('what people write is plain text', () => {
  for (const written of ['Ada Lovelace', '张伟', 'Zoë 👩‍🚀', 'محمد', 'नमस्ते'])
    expect(isPlainText(written)).toBe(true);
});

test('S1: no string of any request, notice or handshake takes a character that could begin a line or hide', () => {
  const found = [
    ...stringsOf(handshakeSchema, 'handshake'),
    ...Object.entries(requests).flatMap(([name, { input, output }]) => [
      ...stringsOf(input, `${name} asks`),
      ...stringsOf(output, `${name} answers`),
    ]),
    ...Object.entries(notices).flatMap(([name, schema]) => stringsOf(schema, name)),
  ];
  expect(found.length).toBeGreaterThan(100);
  const open = found.filter(({ path, fits }) =>
    unfit.some(
      (character) =>
        character !== lineFeedOf(path) &&
        ['', '00000', 'audio/x', 'a1b2c3d4'].some((start) => fits(start + character)),
    ),
  );
  expect(open.map(({ path }) => path)).toEqual([]);
});

test('S1: every string of every request has an end', () => {
  const found = Object.entries(requests).flatMap(([name, { input }]) => stringsOf(input, name));
  const endless = found.filter(({ fits }) => ['x', '0', 'ab:'].some((part) => fits(part.repeat(16_384))));
  expect(endless.map(({ path }) => path)).toEqual([]);
});
