// Whether the search of messages is open, and where it begins.
import { create } from 'zustand';

interface SearchStore {
  readonly isOpen: boolean;
  readonly text: string;
  /** Searched alone at first; everywhere without it. */
  readonly conversationId: string | undefined;
  open(begin?: { readonly text?: string; readonly conversationId?: string }): void;
  close(): void;
}

export const useSearch = create<SearchStore>((set) => ({
  isOpen: false,
  text: '',
  conversationId: undefined,
  open: ({ text = '', conversationId } = {}) => set({ isOpen: true, text, conversationId }),
  close: () => set({ isOpen: false }),
}));
