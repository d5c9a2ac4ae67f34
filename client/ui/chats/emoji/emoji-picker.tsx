// All emoji, searched by name in the language of the page. Fetched when it is first opened.
import { EmojiPicker as Picker, type EmojiPickerListProps } from 'frimousse';
import { inputClass } from '../../parts/text-field.tsx';
import { useTexts } from '../../texts/language-store.ts';
import { readEmoji } from './emoji-data.ts';

const components: NonNullable<EmojiPickerListProps['components']> = {
  CategoryHeader: ({ category, ...rest }) => (
    <div {...rest} className="bg-surface px-1 py-1 text-xs font-medium text-ink-soft">
      {category.label}
    </div>
  ),
  Emoji: ({ emoji, ...rest }) => (
    <button
      {...rest}
      type="button"
      className="grid size-9 place-items-center rounded-md text-xl data-[active]:bg-raised-hover"
    >
      {emoji.emoji}
    </button>
  ),
};

export default function EmojiPicker({ onChoose }: { readonly onChoose: (emoji: string) => void }) {
  const texts = useTexts();
  return (
    <Picker.Root
      locale={texts.tag.startsWith('zh') ? 'zh' : 'en'}
      resolveEmojiData={readEmoji}
      columns={8}
      onEmojiSelect={({ emoji }) => onChoose(emoji)}
      className="flex h-80 w-76 flex-col gap-2"
    >
      <Picker.Search
        aria-label={texts.chats.emojiSearch}
        placeholder={texts.chats.emojiSearch}
        data-testid="emoji-search"
        className={inputClass}
      />
      <Picker.Viewport className="relative min-h-0 flex-1 overflow-y-auto outline-none">
        <Picker.Loading>
          <span className="text-sm text-ink-soft">{texts.chats.emojiLoading}</span>
        </Picker.Loading>
        <Picker.Empty>
          <span className="text-sm text-ink-soft">{texts.chats.emojiNone}</span>
        </Picker.Empty>
        <Picker.List components={components} />
      </Picker.Viewport>
    </Picker.Root>
  );
}
