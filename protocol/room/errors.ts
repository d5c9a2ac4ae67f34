// Refusals of rooms and places. A part of the table of errors.
import type { ErrorEntry } from '../error-entry.ts';

export const roomErrors = {
  'already-in-room': { meaning: 'Leave the room you are in first.', effect: 'answer', status: 409 },
  'in-meeting-elsewhere': {
    meaning: 'The account is in a meeting at another window or device; say moveHere to move the call.',
    effect: 'answer',
    status: 409,
  },
  'not-in-room': { meaning: 'You are in no room.', effect: 'answer', status: 409 },
  'no-room-free': { meaning: 'All room numbers are in use; try again later.', effect: 'answer', status: 503 },
  'room-unavailable': {
    meaning: 'There is no room of this number that you may join.',
    effect: 'answer',
    status: 404,
  },
  'pin-needed': { meaning: 'The room asks for its PIN of six digits.', effect: 'answer', status: 403 },
  'pin-wrong': { meaning: 'The PIN of the room is another one.', effect: 'answer', status: 403 },
  'server-full': {
    meaning: 'The server has as many people in rooms as it may hold.',
    effect: 'answer',
    status: 503,
  },
  'server-busy': {
    meaning: 'The server is too busy for another room; those that run go on.',
    effect: 'answer',
    status: 503,
  },
  'room-full': { meaning: 'The room has as many people as it may hold.', effect: 'answer', status: 409 },
  'not-permitted': { meaning: 'Only the host of the room may do this.', effect: 'answer', status: 403 },
} as const satisfies Record<string, ErrorEntry>;
