// All migrations in their order. A new one goes at the end.
import { accounts } from './0001-accounts.ts';
import { sessions } from './0002-sessions.ts';
import { restingNumbers } from './0003-resting-numbers.ts';
import { marks } from './0004-marks.ts';
import { keptRooms } from './0005-kept-rooms.ts';
import { keptPlaces } from './0006-kept-places.ts';
import { nicknameLogins } from './0007-nickname-logins.ts';
import { registrationInvitations } from './0008-registration-invitations.ts';
import { nicknameSkeletons } from './0009-nickname-skeletons.ts';
import { keptRoomOwners } from './0010-kept-room-owners.ts';
import { sessionDevices } from './0011-session-devices.ts';
import { conversations } from './0012-conversations.ts';
import { conversationMembers } from './0013-conversation-members.ts';
import { messages } from './0014-messages.ts';
import { accountCursors } from './0015-account-cursors.ts';
import { messageDetails } from './0016-message-details.ts';
import { messagePeople } from './0017-message-people.ts';
import { messageVersions } from './0018-message-versions.ts';
import { conversationSettings } from './0019-conversation-settings.ts';
import { contacts } from './0020-contacts.ts';
import { contactCursors } from './0021-contact-cursors.ts';
import { profiles } from './0022-profiles.ts';
import { searchNames } from './0023-search-names.ts';
import { formerNicknames } from './0024-former-nicknames.ts';
import { groupSettings } from './0025-group-settings.ts';
import { groupMemberNotes } from './0026-group-member-notes.ts';
import { groupApplications } from './0027-group-applications.ts';
import { groupLinks } from './0028-group-links.ts';
import { groupInvitations } from './0029-group-invitations.ts';
import { keptRoomChats } from './0030-kept-room-chats.ts';
import { meetingChats } from './0031-meeting-chats.ts';
import { blobs } from './0033-blobs.ts';
import { attachments } from './0034-attachments.ts';
import { messageAttachments } from './0035-message-attachments.ts';
import { uploads } from './0036-uploads.ts';
import { heardAttachments } from './0037-heard-attachments.ts';
import { searchedMessages } from './0038-searched-messages.ts';
import { messageWords } from './0039-message-words.ts';
import { blockedPeople } from './0044-blocked-people.ts';
import { undeliveredMessages } from './0045-undelivered-messages.ts';
import { profilePictures } from './0046-profile-pictures.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  accounts,
  sessions,
  restingNumbers,
  marks,
  keptRooms,
  keptPlaces,
  nicknameLogins,
  registrationInvitations,
  nicknameSkeletons,
  keptRoomOwners,
  sessionDevices,
  conversations,
  conversationMembers,
  messages,
  accountCursors,
  messageDetails,
  messagePeople,
  messageVersions,
  conversationSettings,
  contacts,
  contactCursors,
  profiles,
  searchNames,
  formerNicknames,
  groupSettings,
  groupMemberNotes,
  groupApplications,
  groupLinks,
  groupInvitations,
  keptRoomChats,
  meetingChats,
  blobs,
  attachments,
  messageAttachments,
  uploads,
  heardAttachments,
  searchedMessages,
  messageWords,
  blockedPeople,
  undeliveredMessages,
  profilePictures,
];
