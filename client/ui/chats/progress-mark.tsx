// How far an own message has come, as a small sign with a word.
import { Check, CheckCheck, CircleAlert, Clock3 } from 'lucide-react';
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';
import type { MessageProgress } from './message-state.ts';

const icons = { sending: Clock3, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert };
const colours: Partial<Record<MessageProgress, string>> = {
  read: 'text-accent-ink',
  failed: 'text-danger-ink',
};

export function ProgressMark({ progress }: { readonly progress: MessageProgress }) {
  const texts = useTexts();
  const Icon = icons[progress];
  return (
    <span title={texts.chats.progress[progress]} className={classNames('grid', colours[progress])}>
      <Icon aria-hidden="true" className="size-4" />
      <span className="sr-only">{texts.chats.progress[progress]}</span>
    </span>
  );
}
