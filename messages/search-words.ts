// The words under which a message is found by any part of its text. Pure; used where messages are stored and where they are searched.
//
// Each place of a text gives words of one, two and (in scripts of few letters) three characters, so that a query of any length is found
// by whole words: no prefixes, no phrases. A word is written in ASCII letters and digits, the same for every database: three characters
// at least, and none of what databases leave out of an index because it is frequent.

/** From here on characters are so many that two beside each other say as much as three letters: Chinese, Japanese, Korean, emoji. */
const manyFrom = 0x2e80;
/** Words of one query; more find no fewer messages that have to be looked at. */
const queryWordsMax = 12;

/** A text as it is compared: compatibility forms and cases are alike, blanks and line ends are one space. */
export function foldText(text: string): string {
  // A capital sigma becomes one of two small ones, by its place in the word.
  return text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ').replaceAll(/\s+/g, ' ');
}

/** Whether a text holds a query; both may be as they were written. */
export function holds(text: string, query: string): boolean {
  return foldText(text).includes(foldText(query).trim());
}

/** All words of a text, each once. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  const characters = Array.from(foldText(text));
  for (const [place, first] of characters.entries()) {
    if (first === ' ') continue;
    for (let length = 1; length <= wordLength(first) && place + length <= characters.length; length += 1)
      words.add(wordFor(characters.slice(place, place + length)));
  }
  return [...words];
}

/** The words that every text has which holds the query; none for a query of blanks. Texts that have them need not hold it. */
export function wordsOfQuery(query: string): string[] {
  const characters = Array.from(foldText(query).trim());
  const [first = ' '] = characters;
  if (first === ' ') return [];
  if (characters.length <= wordLength(first)) return [wordFor(characters)];
  const words = new Set<string>();
  for (const [place, character] of characters.entries()) {
    const end = place + wordLength(character);
    if (character !== ' ' && end <= characters.length) words.add(wordFor(characters.slice(place, end)));
  }
  return [...words].slice(0, queryWordsMax);
}

/** A word that every message of a conversation has, and hardly any other. @param id of the conversation, URL-safe base64 */
export function wordOfConversation(id: string): string {
  return `yy${Array.from(id, (character) => (character.codePointAt(0) ?? 0).toString(16)).join('')}`;
}

/** Characters of the longest word that begins with one. */
function wordLength(character: string): number {
  return (character.codePointAt(0) ?? 0) >= manyFrom ? 2 : 3;
}

/** Letters and digits stand for themselves, except z, which comes before the number of any other character. */
function wordFor(characters: readonly string[]): string {
  const written = characters.map((character) =>
    /[a-y0-9]/.test(character) ? character : `z${(character.codePointAt(0) ?? 0).toString(36)}`,
  );
  const word = written.join('');
  return word.includes('z') && word.length > 2 ? word : `x${word.padStart(2, 'x')}`;
}
