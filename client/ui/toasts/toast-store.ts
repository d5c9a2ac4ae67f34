// What is said in passing at the lower edge: news that need no answer. Errors stand beside what caused them.
import { create } from 'zustand';

export interface Toast {
  readonly id: number;
  readonly text: string;
}

interface ToastStore {
  /** The oldest first. */
  readonly toasts: readonly Toast[];
  /** Shows a sentence for a while. */
  show(text: string): void;
  dismiss(id: number): void;
}

/** More at once are not read; the oldest give way. */
const toastsMax = 3;
let lastId = 0;

export const useToasts = create<ToastStore>((set) => ({
  toasts: [],
  show: (text) => {
    lastId += 1;
    const toast = { id: lastId, text };
    set(({ toasts }) => ({ toasts: [...toasts, toast].slice(-toastsMax) }));
  },
  dismiss: (id) => set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) })),
}));
