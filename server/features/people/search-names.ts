// By what a nickname is found: itself, its pinyin, the initials of that, its later words. Used by people.
import { foldName } from '../../../messages/contacts/name-prefix.ts';
import type { SearchName } from '../../../sql/profile-store.ts';

const han = /\p{Script=Han}/u;
/** Later words of a nickname that it is found by too. */
const wordsMax = 3;
const keyMax = 96;

/** `pinyin` is always among them: it is what names are put in order by. */
export async function searchNamesOf(nickname: string): Promise<SearchName[]> {
  const name = foldName(nickname);
  const syllables = await syllablesOf(name);
  const initials = syllables.map((syllable) => Array.from(syllable.trim())[0] ?? '').join('');
  const words = name.split(' ').slice(1, 1 + wordsMax);
  return [
    { kind: 'pinyin', key: syllables.join('').slice(0, keyMax) },
    ...(han.test(name) ? [{ kind: 'name', key: name }] : []),
    ...(syllables.length > 1 ? [{ kind: 'initials', key: initials.slice(0, keyMax) }] : []),
    ...words.map((key, index) => ({ kind: `word${index + 1}`, key })),
  ].filter(({ key }) => key !== '');
}

/** What a text is put in order by: its letters, Chinese as pinyin. */
export async function sortKeyOf(text: string): Promise<string> {
  return (await syllablesOf(foldName(text))).join('').slice(0, keyMax);
}

/** The parts of a folded name, each Chinese character as its syllable. The dictionary is read when the first Chinese name comes. */
async function syllablesOf(name: string): Promise<string[]> {
  if (!han.test(name)) return [name];
  const { pinyin } = await import('pinyin-pro');
  const syllables = pinyin(name, {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    surname: 'head',
    v: true,
  });
  return syllables.map((syllable) => foldName(syllable.replaceAll('ü', 'v')) || ' ');
}
