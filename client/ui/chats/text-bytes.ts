// Whether a text may be sent. Pure.
import { messageTextMaxBytes } from '../../../protocol/messages/message-limits.ts';

/** Bytes of UTF-8 by which a text is too long; 0 when it fits. */
export function bytesOver(text: string): number {
  // No text has fewer bytes than units, nor more than three for each.
  if (3 * text.length <= messageTextMaxBytes) return 0;
  return Math.max(0, new TextEncoder().encode(text).length - messageTextMaxBytes);
}
