// The emoji of the picker with their names, from files of our own server: one for each language, fetched when it is needed.
import type { EmojiData, EmojiDataResolver } from 'frimousse';

/** Those of later versions are missing on systems that are a few years old. */
const versionMax = 15;
/** Emojibase's group of skin tones and hair, which are no emoji by themselves. */
const componentGroup = 2;

interface Entry {
  readonly emoji: string;
  readonly label: string;
  readonly group?: number;
  readonly version: number;
  readonly tags?: readonly string[];
}

interface Messages {
  readonly groups: readonly { readonly message: string; readonly order: number }[];
}

const files = {
  en: () => Promise.all([import('emojibase-data/en/data.json'), import('emojibase-data/en/messages.json')]),
  zh: () => Promise.all([import('emojibase-data/zh/data.json'), import('emojibase-data/zh/messages.json')]),
};

export const readEmoji: EmojiDataResolver = async (locale) => {
  const [data, messages] = await files[locale === 'zh' ? 'zh' : 'en']();
  return toEmojiData(locale, data.default, messages.default);
};

export function toEmojiData(locale: string, entries: readonly Entry[], { groups }: Messages): EmojiData {
  const shown = groups.filter(({ order }) => order !== componentGroup);
  return {
    locale,
    emojis: entries.flatMap(({ emoji, label, group, version, tags = [] }) =>
      group === undefined || group === componentGroup || version > versionMax
        ? []
        : [{ emoji, label, category: group, version, tags: [...tags] }],
    ),
    categories: shown.map(({ order, message }) => ({ index: order, label: message })),
    skinTones: { light: '', 'medium-light': '', medium: '', 'medium-dark': '', dark: '' },
  };
}
