// What a nickname may be made of, so that every member can see it and tell it from another. Pure; used by identity.

/** Scripts that names in Chinese, Japanese and Korean mix, and Latin, which is written among them. */
const mixed = /^[\p{scx=Latn}\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Bopo}]$/u;

/** Scripts that a name is written in alone: those in use that UAX 31 recommends, and some more that people write. */
const alone = [
  'Cyrl Grek Armn Geor Hebr Arab Syrc Thaa Nkoo Adlm Ethi Beng Deva Gujr Guru Knda Mlym Orya Sinh Taml Telu Tibt',
  'Thai Laoo Khmr Mymr Mong Cher Cans Tfng Yiii Vaii Java Bali Sund',
]
  .join(' ')
  .split(' ')
  .map((script) => new RegExp(`^\\p{scx=${script}}$`, 'u'));

/** Letters and marks on them; a mark that belongs to any script fits every one. */
const letter = /^[\p{L}\p{M}]$/u;
const anyScript = /^[\p{sc=Zyyy}\p{sc=Zinh}]$/u;
/** Blank though Unicode calls them symbols: the empty Braille cell and the empty note head. */
const blank = /[\u2800\u{1d159}]/u;
const unseen = /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const seen = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** More marks on one letter than any language writes, marks on nothing, and marks that enclose. */
const heaped = /^\p{M}|\s\p{M}|\p{M}{4}|\p{Me}/u;

/** The joiners and selectors that emoji are put together with, taken out where they stand in one. */
function withoutEmojiJoints(text: string): string {
  return text
    .replaceAll(
      /(\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\u200d(?=\p{Extended_Pictographic})/gu,
      '$1',
    )
    .replaceAll(/(\p{Extended_Pictographic})\ufe0f/gu, '$1');
}

/** Whether a text, folded already, can be seen as it is and is written in one script, or in those that are mixed. */
export function isReadableName(text: string): boolean {
  const plain = withoutEmojiJoints(text);
  if (unseen.test(plain) || blank.test(plain) || !seen.test(plain) || heaped.test(plain)) return false;
  const letters = Array.from(plain).filter((each) => letter.test(each) && !anyScript.test(each));
  return [mixed, ...alone].some((script) => letters.every((each) => script.test(each)));
}
