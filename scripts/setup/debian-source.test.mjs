import { expect, test } from 'vitest';
import { asSourceList } from './debian-source.mjs';

test('a list of one line per archive asks for sources, with its options and without its comments touched', () => {
  const list =
    '# deb is commented\ndeb [signed-by=/k.gpg] http://a.example/debian stable main\ndeb-src http://b.example x main\n';
  expect(asSourceList('.list', list)).toBe(
    '# deb is commented\ndeb-src [signed-by=/k.gpg] http://a.example/debian stable main\ndeb-src http://b.example x main\n',
  );
});

test('a list of paragraphs asks for sources', () => {
  expect(asSourceList('.sources', 'Types: deb deb-src\nURIs: http://a.example\n\nTypes: deb\n')).toBe(
    'Types: deb-src\nURIs: http://a.example\n\nTypes: deb-src\n',
  );
});
