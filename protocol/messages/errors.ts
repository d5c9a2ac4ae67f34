// Refusals of conversations and messages. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const messagesErrors = {
  'no-such-conversation': {
    meaning: 'There is no conversation of this id that the account is or was in.',
    effect: 'answer',
    status: 404,
  },
  'no-such-message': {
    meaning: 'The conversation has no message of this number that the account may see.',
    effect: 'answer',
    status: 404,
  },
  'no-such-account': {
    meaning: 'There is no account of this id that can be written to.',
    effect: 'answer',
    status: 404,
  },
  'conversation-left': {
    meaning: 'The account is no longer in this conversation.',
    effect: 'answer',
    status: 403,
  },
  'client-id-reused': {
    meaning: 'The account has sent another message under this client id.',
    effect: 'answer',
    status: 409,
  },
  'awaiting-answer': {
    meaning: 'The account has written to this person, who has not answered yet.',
    effect: 'answer',
    status: 403,
  },
  'not-your-message': {
    meaning: 'Only the sender may do this to a message.',
    effect: 'answer',
    status: 403,
  },
  'message-recalled': { meaning: 'This message was recalled.', effect: 'answer', status: 409 },
  'edited-too-often': {
    meaning: 'The message was edited as often as a message may be.',
    effect: 'answer',
    status: 409,
  },
  'too-many-reactions': {
    meaning: 'The message has as many emoji as it may.',
    effect: 'answer',
    status: 409,
  },
  'too-many-pins': {
    meaning: 'The conversation has as many pinned messages as it may.',
    effect: 'answer',
    status: 409,
  },
  'too-many-members': {
    meaning: 'The conversation has too many members to say who has read what.',
    effect: 'answer',
    status: 409,
  },
  'not-a-group': { meaning: 'This conversation is no group.', effect: 'answer', status: 409 },
  'not-group-admin': {
    meaning: 'Only the owner and the admins of the group may do this.',
    effect: 'answer',
    status: 403,
  },
  'not-in-meeting': {
    meaning: 'Only those who are in the meeting write in its chat.',
    effect: 'answer',
    status: 403,
  },
  'group-full': { meaning: 'The group has as many members as it may.', effect: 'answer', status: 409 },
} as const satisfies Record<string, ErrorEntry>;
