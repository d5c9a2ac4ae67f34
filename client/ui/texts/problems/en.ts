// English texts of every failure.
import { nicknameLength, passwordLength } from '../../../../protocol/limits.ts';
import type { ProblemCode } from '../problem-code.ts';

/** One sentence for each failure, saying what to do. Blanks: `{wait}` when to try again, `{id}` the server's log id. */
export const problemsEn: Record<ProblemCode, string> = {
  'bad-request': 'The server did not accept this. Check what you typed and try again.',
  'unknown-request': 'This page does not match the server. Reload it.',
  'too-often': 'That was too fast. Try again {wait}.',
  'too-many-attempts': 'Too many tries went wrong. Try again {wait}.',
  'not-signed-in': 'You are not signed in. Sign in first.',
  'ticket-invalid': 'Your sign-in has expired. Sign in again.',
  'too-many-connections':
    'Your account is open in too many windows and devices. Close some of them and try again.',
  'version-mismatch': 'The server has been updated. Reload this page.',
  'wrong-credentials':
    'The account or the password is wrong. Check both, or use your phone number instead of your nickname.',
  'account-disabled': 'This account is switched off. Ask the people who run this server.',
  'registration-closed':
    'You cannot create an account here yourself. Ask the people who run this server for one.',
  'invitation-needed':
    'You need an invitation link to create an account here, and it must still be valid. Ask the people who run this server for one.',
  'phone-taken': 'This phone number already has an account. Sign in with it or use another number.',
  'nickname-taken': 'Somebody already has this nickname. Choose another one.',
  'phone-invalid': 'Enter a phone number of 5 to 15 digits, with or without a leading +.',
  'nickname-invalid': `Choose a nickname of ${nicknameLength.min} to ${nicknameLength.max} visible characters, all in one script, that is not a phone number.`,
  'already-in-room': 'You are already in a meeting. Leave that one first.',
  'in-meeting-elsewhere':
    'You are in a meeting in another window or on another device. Leave it there, or move the call here.',
  'not-in-room': 'You are no longer in the meeting. Join it again.',
  'no-room-free': 'All meeting numbers are in use. Try again in a few minutes.',
  'room-unavailable':
    'No meeting with this number is open to you: it may be over, or locked. Check the number, or ask for the invitation link.',
  'pin-needed': 'This meeting has a PIN. Type its six digits, or ask for the invitation link.',
  'pin-wrong': 'This PIN is wrong. Check it, or ask for the invitation link.',
  'server-full': 'The server is full. Try again when somebody has left.',
  'server-busy':
    'The server is too busy for another meeting. Try again in a few minutes, or join one that has started.',
  'room-full': 'The meeting is full. Try again when somebody has left.',
  'not-permitted': 'Only the host can do this. Ask them to.',
  'not-allowed-by-sharer': 'You may not draw on this screen. Ask the person who shares it to let you.',
  'drawing-full':
    'There are too many drawings. Erase some of yours, or ask the person who shares to clear the screen.',
  'no-such-conversation': 'This conversation is not open to you. Choose another one.',
  'no-such-message': 'This message is not there any more. Reload the page to see what is.',
  'no-such-account': 'This person can no longer be reached here. Choose another one.',
  'conversation-left': 'You are no longer in this conversation. Ask one of its members to add you again.',
  'client-id-reused': 'This message could not be told from an earlier one. Write it again.',
  'awaiting-answer': 'You can write more when this person has answered your first message.',
  'not-your-message': 'Only the person who wrote a message can change it. Ask them to.',
  'message-recalled': 'This message was taken back. Write a new one.',
  'edited-too-often': 'This message was edited too often. Take it back and write a new one.',
  'too-many-reactions': 'This message has no room for more emoji. Choose one that is there.',
  'too-many-pins': 'Too many messages are pinned here. Take a pin away first.',
  'too-many-members': 'This conversation is too large to show who has read a message. Ask its members.',
  'not-a-group': 'This works in groups only. Create a group for it.',
  'not-group-admin': 'Only the owner and the admins of the group can do this. Ask one of them.',
  'ring-contacts-only':
    'You can call contacts and members of your groups. Ask this person to become a contact first.',
  'ring-group-too-large': 'The group is too large for this. Ask its owner or an admin to call all members.',
  'ring-over': 'This call does not ring any more. Call back from the conversation.',
  'not-in-meeting': 'Only people in the meeting can write in its chat. Join it again to write.',
  'no-such-request': 'This request is gone: it was taken back or answered already.',
  'not-a-contact': 'This person is no longer a contact of yours.',
  'person-blocked': 'You have blocked this person. Unblock them first.',
  'too-many-requests': 'Many people have not answered your requests yet. You can ask more when they have.',
  oneself: 'This is you.',
  'nickname-changed-too-often': 'You have changed your nickname three times in 30 days. Try again {wait}.',
  'picture-invalid': 'This file cannot be used as your photo. Choose a JPEG, PNG or WebP.',
  'search-too-short': 'Type at least two letters of the nickname.',
  'group-full': 'The group is full. Remove somebody first, or create another group.',
  'no-such-attachment': 'This file is not there any more. Attach it again if you have it.',
  'file-too-large': 'Files in messages may have up to 20 MB. Send a smaller one.',
  'bad-file-name': 'This name cannot be used for a file. Rename it and attach it again.',
  'quota-reached': 'Your files take all the space they may. Take back messages with large files first.',
  'too-many-uploads': 'Too many files are on their way. Wait until some have arrived.',
  'upload-incomplete': 'The file has not arrived whole. Try again.',
  'disk-full': 'The server has no space for files right now. Send the words alone, or try again later.',
  'not-group-owner': 'Only the owner of the group can do this. Ask the owner.',
  'muted-in-group': 'You cannot write in this group for now. Try again {wait}.',
  'no-such-group': 'This group is not open to new members any more. Look for another one.',
  'no-such-group-link': 'This link does not lead into a group any more. Ask for a new one.',
  'no-such-application': 'This was answered already, or taken back. There is nothing left to do.',
  'application-refused': 'The group refused you lately. You can apply again in a week.',
  'source-already-on': 'This is already on. Turn it off before you turn it on again.',
  'no-such-producer': 'This video or sound has just ended. Ask its sender to turn it on again.',
  'no-such-consumer': 'This video or sound has stopped. Leave and join again to get it back.',
  'cannot-consume':
    'This browser cannot play one of the videos or voices. Ask its sender to choose another codec.',
  'media-rejected': 'The server refused this kind of video or sound. Choose another codec in the settings.',
  'limit-reached': 'You have too many things on at once. Turn one off first.',
  'media-unavailable': 'The server cannot carry sound and video right now. Try again {wait}.',
  'media-given-up':
    'Sound and video failed on the server too often, so part of it was turned off. Tell the people who run it.',
  'database-unavailable': 'The server cannot reach its database right now. Try again {wait}.',
  'server-draining':
    'The server is about to restart, so no new meetings can start. Meetings that are on come back by themselves.',
  internal:
    'Something went wrong on the server. Try again, and if it happens again, tell the people who run it “{id}”.',

  'server-unreachable': 'The server does not answer. Check your network and try again.',
  'connection-lost': 'The connection is lost. Try this again when it is back.',
  'session-ended': 'You have been signed out. Sign in again to go on.',
  'server-closing': 'The server is restarting. The meeting comes back by itself in a moment.',
  'share-not-resumed':
    'Your screen is no longer shared, because this window had to reload. Share it again if you want to.',
  'password-too-short': `Choose a password of at least ${passwordLength.min} characters.`,
  'password-too-long': `Choose a password of at most ${passwordLength.max} characters.`,
  'passwords-differ': 'The two passwords differ. Type the same one twice.',
  'camera-refused': 'The camera is blocked. Allow it in your browser’s address bar and turn it on again.',
  'camera-missing': 'No camera was found. Connect one and turn it on again.',
  'camera-busy': 'Another program is using the camera. Close that program and turn it on again.',
  'microphone-refused':
    'The microphone is blocked. Allow it in your browser’s address bar and turn it on again.',
  'microphone-missing': 'No microphone was found. Connect one and turn it on again.',
  'microphone-busy': 'Another program is using the microphone. Close that program and turn it on again.',
  'share-refused': 'Nothing is being shared. Choose a screen or window and allow sharing it.',
  'share-unsupported': 'This browser cannot share a screen. Use a current desktop browser for that.',
  'h264-unsupported': 'This browser cannot send H.264. JPEG has been chosen for you.',
  'noise-suppression-failed':
    'Strong noise suppression did not start, so the light one is on. Choose “Strong” to try again.',
  'speex-missing':
    'Something that voices need could not be loaded, so you may not hear everybody yet. It is tried again by itself.',
  'too-many-attachments': 'Messages hold up to 10 files. Send these first.',
  'camera-changed': 'The camera was disconnected. Another one is on now.',
  'microphone-changed': 'The microphone was disconnected. Another one is on now.',
  'effect-failed':
    'The background or sticker did not work, so your camera is off. Choose another one, or none, and turn it on again.',
  'background-not-a-picture':
    'This file is not a picture that the browser can read. Choose a JPEG, PNG or WebP.',
  'background-too-large': 'This picture is too large. Choose one of at most 20 MB.',
  'background-not-kept':
    'The browser has no room to keep this picture, so it lasts until you close the page. Free some space and choose it again.',
  'loopback-unused':
    'The server listens on this machine alone, and there this browser gets no sound and no video. Use Chrome or Edge, or start the server with HOST=:: set.',
  'insecure-page': 'Camera and microphone work only over https. Open this page at its https address.',
  'field-empty': 'Please fill this in.',
  'number-malformed': 'This is not a meeting number. Type its five digits, or paste the invitation link.',
  'pin-malformed': 'A PIN has six digits. Type all of them.',
};
