// What the parts of a conversation's view ask of the view: its menu, its input, its jumps. Provided by chat-view.
import { createContext, use } from 'react';
import type { Message } from '../../../protocol/messages/model.ts';

export interface ChatTools {
  /** Opens the menu of a message at an element. */
  readonly openMenu: (message: Message, anchor: Element) => void;
  readonly jumpTo: (seq: number) => void;
  readonly react: (message: Message, emoji: string) => void;
  /** Messages that are chosen to be forwarded together; `undefined` while none are chosen. */
  readonly selected: ReadonlySet<number> | undefined;
  readonly select: (seq: number) => void;
}

export const ChatToolsContext = createContext<ChatTools | undefined>(undefined);

export function useChatTools(): ChatTools {
  const tools = use(ChatToolsContext);
  if (tools === undefined) throw new Error('A message was rendered outside of a view.');
  return tools;
}
