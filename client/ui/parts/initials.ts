// Initials and colour of a name, for people without a picture. Used by the avatar.

const wideScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * One or two characters that stand for a name: first letters of the first and last word ("Ada Lovelace": "AL"); of a
 * Chinese, Japanese or Korean name the last two characters, which is how people are called.
 */
export function initialsOf(nickname: string): string {
  const words = nickname.trim().split(/\s+/u);
  const graphemes = graphemesOf(nickname.trim());
  if (wideScript.test(nickname) && words.length === 1) {
    return graphemes.length <= 3 ? graphemes.slice(-2).join('') : graphemes.slice(0, 1).join('');
  }
  const [first = '', ...others] = words;
  const last = others.at(-1) ?? '';
  return firstOf(first) + firstOf(last);
}

function graphemesOf(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

/** Capital first, then cut: some letters become two, as ß does. */
function firstOf(word: string): string {
  return graphemesOf(word.toUpperCase())[0] ?? '';
}

/** A hue in degrees, 0..359, the same for the same name on every screen. */
export function avatarHue(nickname: string): number {
  let hash = 0;
  for (const character of nickname) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360_360;
  return (Math.floor(hash / 7) * 47) % 360;
}
