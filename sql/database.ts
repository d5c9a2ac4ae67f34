// Everything that is stored, behind one object. Made by open-database, held by main and by the accounts command.
import type { Kysely } from 'kysely';
import { AccountCursorStore } from './account-cursor-store.ts';
import { AccountStore } from './account-store.ts';
import { AttachmentStore } from './attachment-store.ts';
import { BlobStore } from './blob-store.ts';
import { ContactStore } from './contact-store.ts';
import { ConversationStore } from './conversation-store.ts';
import { type Deletion, deleteAccount } from './delete-account.ts';
import { DeploymentState } from './deployment-state.ts';
import { MeetingChatStore } from './meeting-chat-store.ts';
import { GroupApplicationStore } from './group-application-store.ts';
import { GroupInvitationStore } from './group-invitation-store.ts';
import { GroupLinkStore } from './group-link-store.ts';
import { GroupMemberNoteStore } from './group-member-note-store.ts';
import { GroupSettingsStore } from './group-settings-store.ts';
import { MemberStore } from './member-store.ts';
import type { MessageSearch } from './message-search.ts';
import { MessageStore } from './message-store.ts';
import { MessageVersionStore } from './message-version-store.ts';
import { PersistedRoomStore } from './persisted-room-store.ts';
import { ProfileStore } from './profile-store.ts';
import { RegistrationInvitationStore } from './registration-invitation-store.ts';
import { RestingNumberStore } from './resting-number-store.ts';
import { RetentionStore } from './retention-store.ts';
import { SessionDeviceStore } from './session-device-store.ts';
import { SessionStore } from './session-store.ts';
import type { Tables } from './tables.ts';
import { UndeliveredStore } from './undelivered-store.ts';
import { UploadStore } from './upload-store.ts';

/** The stores that may be used within a transaction. */
export type TransactionStores = Pick<
  Database,
  | 'accounts'
  | 'sessions'
  | 'invitations'
  | 'conversations'
  | 'members'
  | 'messages'
  | 'messageVersions'
  | 'retention'
  | 'accountCursors'
  | 'blobs'
  | 'attachments'
  | 'uploads'
  | 'meetingChats'
  | 'contacts'
  | 'contactCursors'
  | 'profiles'
  | 'undelivered'
  | 'groupApplications'
  | 'groupInvitations'
  | 'groupLinks'
  | 'groupMemberNotes'
  | 'groupSettings'
>;

export class Database {
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly sessionDevices: SessionDeviceStore;
  readonly restingNumbers: RestingNumberStore;
  readonly deploymentState: DeploymentState;
  readonly keptRooms: PersistedRoomStore;
  readonly invitations: RegistrationInvitationStore;
  readonly conversations: ConversationStore;
  readonly members: MemberStore;
  readonly messages: MessageStore;
  readonly messageVersions: MessageVersionStore;
  readonly retention: RetentionStore;
  readonly accountCursors: AccountCursorStore;
  readonly blobs: BlobStore;
  readonly attachments: AttachmentStore;
  readonly uploads: UploadStore;
  readonly meetingChats: MeetingChatStore;
  readonly contacts: ContactStore;
  readonly contactCursors: AccountCursorStore;
  readonly profiles: ProfileStore;
  readonly undelivered: UndeliveredStore;
  readonly search: MessageSearch;
  readonly groupApplications: GroupApplicationStore;
  readonly groupInvitations: GroupInvitationStore;
  readonly groupLinks: GroupLinkStore;
  readonly groupMemberNotes: GroupMemberNoteStore;
  readonly groupSettings: GroupSettingsStore;
  readonly #db: Kysely<Tables>;

  /** @param search on a thread or connections of its own */
  constructor(db: Kysely<Tables>, search: MessageSearch) {
    this.#db = db;
    this.search = search;
    this.accounts = new AccountStore(db);
    this.sessions = new SessionStore(db);
    this.sessionDevices = new SessionDeviceStore(db);
    this.restingNumbers = new RestingNumberStore(db);
    this.deploymentState = new DeploymentState(db);
    this.keptRooms = new PersistedRoomStore(db);
    this.invitations = new RegistrationInvitationStore(db);
    this.conversations = new ConversationStore(db);
    this.members = new MemberStore(db);
    this.messages = new MessageStore(db);
    this.messageVersions = new MessageVersionStore(db);
    this.retention = new RetentionStore(db);
    this.accountCursors = new AccountCursorStore(db);
    this.blobs = new BlobStore(db);
    this.attachments = new AttachmentStore(db);
    this.uploads = new UploadStore(db);
    this.meetingChats = new MeetingChatStore(db);
    this.contacts = new ContactStore(db);
    this.contactCursors = new AccountCursorStore(db, 'contact_cursors');
    this.profiles = new ProfileStore(db);
    this.undelivered = new UndeliveredStore(db);
    this.groupApplications = new GroupApplicationStore(db);
    this.groupInvitations = new GroupInvitationStore(db);
    this.groupLinks = new GroupLinkStore(db);
    this.groupMemberNotes = new GroupMemberNoteStore(db);
    this.groupSettings = new GroupSettingsStore(db);
  }

  /** Does all of `work` or, when it throws, nothing; `work` may use only the stores it is given. */
  async transaction<T>(work: (stores: TransactionStores) => Promise<T>): Promise<T> {
    return this.#db.transaction().execute((db) =>
      work({
        accounts: new AccountStore(db),
        sessions: new SessionStore(db),
        invitations: new RegistrationInvitationStore(db),
        conversations: new ConversationStore(db),
        members: new MemberStore(db),
        messages: new MessageStore(db),
        messageVersions: new MessageVersionStore(db),
        retention: new RetentionStore(db),
        accountCursors: new AccountCursorStore(db),
        blobs: new BlobStore(db),
        attachments: new AttachmentStore(db),
        uploads: new UploadStore(db),
        meetingChats: new MeetingChatStore(db),
        contacts: new ContactStore(db),
        contactCursors: new AccountCursorStore(db, 'contact_cursors'),
        profiles: new ProfileStore(db),
        undelivered: new UndeliveredStore(db),
        groupApplications: new GroupApplicationStore(db),
        groupInvitations: new GroupInvitationStore(db),
        groupLinks: new GroupLinkStore(db),
        groupMemberNotes: new GroupMemberNoteStore(db),
        groupSettings: new GroupSettingsStore(db),
      }),
    );
  }

  /**
   * Deletes an account wholly, as the table of sql/account-deletion.ts says: all of it or, when anything fails, nothing.
   * @param accountId of an account that is there and has no sessions that go on
   */
  async deleteAccount(accountId: string): Promise<Deletion> {
    await this.accountCursors.ensure([accountId]);
    return this.#db.transaction().execute((db) => deleteAccount(db, accountId));
  }

  /** Whether a query is answered now; never throws. */
  async answers(): Promise<boolean> {
    try {
      await this.#db.selectNoFrom(({ lit }) => lit(1).as('one')).execute();
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#db.destroy(), this.search.close()]);
  }
}
