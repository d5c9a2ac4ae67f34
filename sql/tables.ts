// The tables as the newest migration leaves them. Read by the stores; changed only together with sql/migrations.

/** Times are milliseconds since the epoch; booleans are 0 or 1, which both databases store and return alike. */
export interface Tables {
  readonly accounts: AccountRow;
  readonly nickname_logins: NicknameLoginRow;
  readonly nickname_skeletons: NicknameSkeletonRow;
  readonly sessions: SessionRow;
  readonly session_devices: SessionDeviceRow;
  readonly resting_numbers: RestingNumberRow;
  readonly marks: MarkRow;
  readonly kept_rooms: PersistedRoomRow;
  readonly kept_room_owners: PersistedRoomOwnerRow;
  readonly kept_room_chats: PersistedRoomChatRow;
  readonly kept_places: KeptPlaceRow;
  readonly registration_invitations: RegistrationInvitationRow;
  readonly conversations: ConversationRow;
  readonly conversation_members: ConversationMemberRow;
  readonly messages: MessageRow;
  readonly meeting_chats: MeetingChatRow;
  readonly account_cursors: AccountCursorRow;
  readonly message_details: MessageDetailsRow;
  readonly message_mentions: MessageMentionRow;
  readonly message_reactions: MessageReactionRow;
  readonly message_versions: MessageVersionRow;
  readonly member_settings: MemberSettingsRow;
  readonly conversation_retention: ConversationRetentionRow;
  readonly blobs: BlobRow;
  readonly attachments: AttachmentRow;
  readonly message_attachments: MessageAttachmentRow;
  readonly uploads: UploadRow;
  readonly heard_attachments: HeardAttachmentRow;
  readonly contacts: ContactRow;
  readonly contact_cursors: AccountCursorRow;
  readonly profiles: ProfileRow;
  readonly search_names: SearchNameRow;
  readonly former_nicknames: FormerNicknameRow;
  readonly searched_messages: SearchedMessageRow;
  readonly message_words: MessageWordsRow;
  readonly group_settings: GroupSettingsRow;
  readonly group_mutes: GroupMuteRow;
  readonly group_confirmations: GroupConfirmationRow;
  readonly group_applications: GroupApplicationRow;
  readonly group_links: GroupLinkRow;
  readonly group_invitations: GroupInvitationRow;
  readonly blocked_people: BlockedPersonRow;
  readonly undelivered_messages: UndeliveredMessageRow;
  readonly profile_pictures: ProfilePictureRow;
  readonly applied_migrations: AppliedMigrationRow;
}

interface AccountRow {
  readonly id: string;
  readonly phone: string;
  readonly nickname: string;
  /** The form under which nicknames are compared (protocol/identity.ts). */
  readonly nickname_key: string;
  /** Of the phone number. */
  readonly salt: string;
  readonly credential: string;
  readonly disabled: number;
  readonly created_at_ms: number;
}

interface NicknameLoginRow {
  readonly account_id: string;
  readonly salt: string;
  readonly credential: string;
}

interface NicknameSkeletonRow {
  /** SHA-256 of the skeleton in hexadecimal digits (server/features/sign-in/nickname-skeleton.ts). */
  readonly skeleton: string;
  readonly account_id: string;
}

interface SessionRow {
  readonly id: string;
  readonly account_id: string;
  /** SHA-256 of the token in hexadecimal digits; the token itself is stored nowhere. */
  readonly token_hash: string;
  readonly created_at_ms: number;
  readonly used_at_ms: number;
  readonly expires_at_ms: number;
}

interface SessionDeviceRow {
  readonly session_id: string;
  readonly account_id: string;
  readonly program: string | null;
  readonly system: string | null;
  /** IP address of the last use. */
  readonly address: string;
  readonly signed_in_at_ms: number;
  /** Whether the account had not used the device before. */
  readonly is_new: number;
}

interface RestingNumberRow {
  readonly number: string;
  readonly free_at_ms: number;
}

interface MarkRow {
  readonly name: string;
  readonly value: string;
}

interface PersistedRoomRow {
  readonly number: string;
  readonly secret: string;
  readonly locked: number;
  readonly pin: string | null;
  readonly voice: string;
  readonly host_peer_id: string;
}

interface PersistedRoomOwnerRow {
  readonly room_number: string;
  readonly account_id: string;
}

interface PersistedRoomChatRow {
  readonly room_number: string;
  readonly conversation_id: string;
}

interface KeptPlaceRow {
  readonly peer_id: string;
  readonly room_number: string;
  readonly arrival: number;
  readonly account_id: string;
  readonly client_id: string;
  readonly nickname: string;
  readonly plays_speex: number;
}

interface RegistrationInvitationRow {
  readonly code_hash: string;
  readonly uses_left: number;
  readonly expires_at_ms: number;
}

interface ConversationRow {
  readonly id: string;
  readonly kind: string;
  readonly title: string | null;
  /** Of a direct conversation: the ids of its two accounts in order, with a colon between them. */
  readonly direct_key: string | null;
  readonly last_seq: number;
  readonly last_change: number;
  readonly active_at_ms: number;
}

interface ConversationMemberRow {
  readonly conversation_id: string;
  readonly account_id: string;
  readonly role: string;
  readonly joined_seq: number;
  readonly joined_at_ms: number;
  /** The last message before the member left; null while the member is there. */
  readonly left_seq: number | null;
  readonly read_seq: number;
  readonly has_written: number;
  /** The latest change of the membership, in the conversation's counter. */
  readonly change_number: number;
  /** The latest change of membership or read marker, in the account's counter; 0 while the account is not to see the conversation. */
  readonly event_number: number;
}

interface MessageRow {
  readonly conversation_id: string;
  readonly seq: number;
  /** The latest change of the message, in the conversation's counter. */
  readonly change_number: number;
  readonly sent_change: number;
  readonly sender_id: string;
  readonly client_id: string;
  /** SHA-256 of the conversation and the text as it was sent, in hexadecimal digits. */
  readonly sent_hash: string;
  readonly body: string;
  readonly sent_at_ms: number;
  readonly edited_at_ms: number | null;
  readonly recalled: number;
}

interface MeetingChatRow {
  readonly conversation_id: string;
  /** The conversation of the meeting that a private line belongs to; of the meeting's own its own id. */
  readonly meeting_id: string;
  readonly room_number: string;
  /** Null while the meeting runs. */
  readonly ended_at_ms: number | null;
  /** How long after its end it is kept. */
  readonly keep_days: number;
}

interface AccountCursorRow {
  readonly account_id: string;
  readonly last_number: number;
}

interface MessageDetailsRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly reply_to: number | null;
  /** Whether it names all members. */
  readonly everyone: number;
  readonly mention_count: number;
  readonly reaction_count: number;
  readonly attachment_count: number;
  /** Who wrote the message that this one is a copy of. */
  readonly forwarded_account_id: string | null;
  readonly forwarded_sent_at_ms: number | null;
  /** Of a system line, as JSON. */
  readonly event: string | null;
  /** The change with which it was pinned. */
  readonly pinned_change: number | null;
}

interface MessageMentionRow {
  readonly account_id: string;
  readonly conversation_id: string;
  readonly seq: number;
}

interface MessageReactionRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly account_id: string;
  readonly emoji: string;
  readonly change_number: number;
}

interface MessageVersionRow {
  readonly conversation_id: string;
  readonly seq: number;
  /** The change with which another text took its place. */
  readonly until_change: number;
  readonly body: string;
  readonly written_at_ms: number;
}

interface MemberSettingsRow {
  readonly conversation_id: string;
  readonly account_id: string;
  /** 0 where it is not muted. */
  readonly muted_until_ms: number;
  readonly pinned: number;
  readonly archived: number;
  readonly marked_unread: number;
  readonly delivered_seq: number;
}

interface ConversationRetentionRow {
  readonly conversation_id: string;
  readonly days: number | null;
  readonly kept_from_seq: number;
}

interface BlobRow {
  /** SHA-256 of the bytes in hexadecimal digits. */
  readonly id: string;
  readonly bytes: number;
  readonly type: string;
  readonly width: number | null;
  readonly height: number | null;
  readonly placeholder: string | null;
}

interface AttachmentRow {
  readonly id: string;
  readonly account_id: string;
  readonly blob_id: string;
  readonly kind: string;
  readonly name: string;
  readonly duration_ms: number | null;
  readonly waveform: string | null;
  readonly created_at_ms: number;
}

interface MessageAttachmentRow {
  readonly conversation_id: string;
  readonly seq: number;
  /** From 0, in the order in which they are shown. */
  readonly place: number;
  readonly attachment_id: string;
}

interface UploadRow {
  readonly id: string;
  readonly account_id: string;
  /** SHA-256 of the key in hexadecimal digits; the key itself is stored nowhere. */
  readonly key_hash: string;
  readonly name: string;
  readonly bytes: number | null;
  readonly reserved_bytes: number;
  readonly created_at_ms: number;
}

interface HeardAttachmentRow {
  readonly account_id: string;
  readonly attachment_id: string;
}

interface ContactRow {
  readonly account_id: string;
  readonly other_id: string;
  /** `none`, `contact`, `sent` or `received`. */
  readonly relation: string;
  readonly since_ms: number;
  readonly asked_at_ms: number | null;
  readonly refused_at_ms: number | null;
  readonly word: string | null;
  readonly fresh: number;
  readonly remark: string | null;
  readonly remark_key: string | null;
  /** A JSON list of text. */
  readonly labels: string;
  readonly starred: number;
  readonly blocked: number;
  /** The latest change, in the account's counter of contacts. */
  readonly change_number: number;
}

interface ProfileRow {
  readonly account_id: string;
  readonly about: string | null;
  readonly picture_id: string | null;
  /** `shown`, `busy` or `hidden`. */
  readonly presence: string;
  readonly found_by_phone: number;
  readonly found_by_name: number;
}

interface SearchNameRow {
  readonly account_id: string;
  /** `name`, `pinyin`, `initials` or `word1` and so on. */
  readonly kind: string;
  readonly name_key: string;
}

interface FormerNicknameRow {
  readonly account_id: string;
  readonly given_up_at_ms: number;
  readonly nickname: string;
  readonly skeleton: string;
}

interface SearchedMessageRow {
  /** Grows with the time of sending. */
  readonly number: number;
  readonly conversation_id: string;
  readonly seq: number;
}

/** A full-text index; what was written into it can be matched, and not be read. */
interface MessageWordsRow {
  /** The number of `searched_messages`. */
  readonly rowid: number;
  readonly words: string;
}

interface GroupSettingsRow {
  readonly conversation_id: string;
  readonly shows_history: number;
  /** The title as it is searched; null of groups that are not public. */
  readonly directory_key: string | null;
  readonly announcement_number: number;
  readonly announcement: string | null;
  readonly announced_by: string | null;
  readonly announced_at_ms: number | null;
}

interface GroupMuteRow {
  readonly conversation_id: string;
  readonly account_id: string;
  readonly muted_until_ms: number;
}

interface GroupConfirmationRow {
  readonly conversation_id: string;
  readonly account_id: string;
  readonly announcement_number: number;
}

interface GroupApplicationRow {
  readonly conversation_id: string;
  readonly account_id: string;
  readonly word: string;
  readonly applied_at_ms: number;
  /** 0 while it waits for an answer. */
  readonly refused_at_ms: number;
}

interface GroupLinkRow {
  readonly conversation_id: string;
  readonly inviter_id: string;
  /** SHA-256 of the secret in hexadecimal digits; the secret itself is stored nowhere. */
  readonly secret_hash: string;
  readonly expires_at_ms: number;
  readonly joined_count: number;
}

interface GroupInvitationRow {
  readonly conversation_id: string;
  readonly account_id: string;
  readonly inviter_id: string;
  readonly invited_at_ms: number;
  /** 0 while it waits for an answer. */
  readonly refused_at_ms: number;
}

interface BlockedPersonRow {
  readonly account_id: string;
  /** Who blocks the account. */
  readonly other_id: string;
}

interface UndeliveredMessageRow {
  readonly conversation_id: string;
  readonly seq: number;
  /** Who does not get it. */
  readonly account_id: string;
}

interface ProfilePictureRow {
  readonly account_id: string;
  readonly picture_id: string;
  /** A WebP in base64. */
  readonly content: string;
}

interface AppliedMigrationRow {
  readonly name: string;
  readonly applied_at_ms: number;
}
