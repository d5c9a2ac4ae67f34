// Every notice that the server sends without being asked, by subject, in past tense. Sent by the outbox, read by client/link.
import type * as z from 'zod/mini';
import { accountNotices } from './account/notices.ts';
import { connectionNotices } from './connection/notices.ts';
import { drawingNotices } from './drawing/notices.ts';
import { filesNotices } from './files/notices.ts';
import { mediaNotices } from './media/notices.ts';
import { messagesNotices } from './messages/notices.ts';
import { peopleNotices } from './people/notices.ts';
import { ringingNotices } from './ringing/notices.ts';
import { roomNotices } from './room/notices.ts';

/** The table of notices; one event of that name on the socket each. */
export const notices = {
  ...accountNotices,
  ...roomNotices,
  ...mediaNotices,
  ...drawingNotices,
  ...messagesNotices,
  ...peopleNotices,
  ...filesNotices,
  ...ringingNotices,
  ...connectionNotices,
} as const satisfies Record<string, z.ZodMiniType>;

export type NoticeName = keyof typeof notices;
export type NoticeBody<N extends NoticeName> = z.infer<(typeof notices)[N]>;
/** A notice as a value: name and body together. */
export type Notice = { [N in NoticeName]: { readonly name: N; readonly body: NoticeBody<N> } }[NoticeName];
