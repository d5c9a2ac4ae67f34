// Meetings that outlive the server's process. Written while they change, read at the next start.
import type { Kysely } from 'kysely';
import type { VoiceCodec } from '../protocol/room/roster.ts';
import type { Tables } from './tables.ts';

/** The place of one window in a room. */
interface KeptPlace {
  readonly peerId: string;
  readonly arrival: number;
  readonly accountId: string;
  readonly clientId: string;
  readonly nickname: string;
  readonly playsSpeex: boolean;
  /** Whether the nickname looks like that of an older account; known by the accounts as they are when it is read. */
  readonly looksLikeOlder?: boolean | undefined;
}

interface PersistedRoom {
  readonly number: string;
  readonly secret: string;
  readonly locked: boolean;
  readonly pin: string | undefined;
  readonly voice: VoiceCodec;
  readonly hostPeerId: string;
  readonly ownerAccountId: string;
  /** The conversation of the meeting, if there is one. */
  readonly chatId?: string | undefined;
  readonly places: readonly KeptPlace[];
}

/** Every method may throw RequestError `database-unavailable`; what is half written then is undone. */
export class PersistedRoomStore {
  readonly #db: Kysely<Tables>;

  constructor(db: Kysely<Tables>) {
    this.#db = db;
  }

  /** Every room, with its places in order of arrival. */
  async all(): Promise<PersistedRoom[]> {
    const rooms = await this.#db.selectFrom('kept_rooms').selectAll().orderBy('number').execute();
    const owners = await this.#db.selectFrom('kept_room_owners').selectAll().execute();
    const chats = await this.#db.selectFrom('kept_room_chats').selectAll().execute();
    const places = await this.#db
      .selectFrom('kept_places')
      .leftJoin('accounts', 'accounts.id', 'kept_places.account_id')
      .leftJoin('nickname_skeletons', 'nickname_skeletons.account_id', 'accounts.id')
      .selectAll('kept_places')
      .select(['accounts.id as found_id', 'nickname_skeletons.skeleton'])
      .orderBy('arrival')
      .execute();
    return rooms.map((room) => ({
      number: room.number,
      secret: room.secret,
      locked: room.locked === 1,
      pin: room.pin ?? undefined,
      voice: room.voice === 'opus' ? 'opus' : 'speex',
      hostPeerId: room.host_peer_id,
      ownerAccountId: owners.find((owner) => owner.room_number === room.number)?.account_id ?? '',
      chatId: chats.find((chat) => chat.room_number === room.number)?.conversation_id,
      places: places
        .filter((place) => place.room_number === room.number)
        .map((place) => ({
          peerId: place.peer_id,
          arrival: place.arrival,
          accountId: place.account_id,
          clientId: place.client_id,
          nickname: place.nickname,
          playsSpeex: place.plays_speex === 1,
          ...(place.found_id !== null && place.skeleton === null && { looksLikeOlder: true }),
        })),
    }));
  }

  /** Notes a room as it is now, in place of what was noted of it before. */
  async save(room: PersistedRoom): Promise<void> {
    const { number, secret, locked, pin = null, voice, hostPeerId, ownerAccountId, chatId, places } = room;
    await this.#db.transaction().execute(async (db) => {
      await db
        .replaceInto('kept_rooms')
        .values({ number, secret, locked: locked ? 1 : 0, pin, voice, host_peer_id: hostPeerId })
        .execute();
      await db
        .replaceInto('kept_room_owners')
        .values({ room_number: number, account_id: ownerAccountId })
        .execute();
      if (chatId !== undefined)
        await db
          .replaceInto('kept_room_chats')
          .values({ room_number: number, conversation_id: chatId })
          .execute();
      await db.deleteFrom('kept_places').where('room_number', '=', number).execute();
      if (places.length === 0) return;
      await db
        .insertInto('kept_places')
        .values(places.map((place) => toRow(number, place)))
        .execute();
    });
  }

  /** Forgets a room that is over. */
  async delete(number: string): Promise<void> {
    await this.#db.transaction().execute(async (db) => {
      await db.deleteFrom('kept_rooms').where('number', '=', number).execute();
      await db.deleteFrom('kept_room_owners').where('room_number', '=', number).execute();
      await db.deleteFrom('kept_room_chats').where('room_number', '=', number).execute();
      await db.deleteFrom('kept_places').where('room_number', '=', number).execute();
    });
  }
}

function toRow(number: string, place: KeptPlace): Tables['kept_places'] {
  return {
    room_number: number,
    peer_id: place.peerId,
    arrival: place.arrival,
    account_id: place.accountId,
    client_id: place.clientId,
    nickname: place.nickname,
    plays_speex: place.playsSpeex ? 1 : 0,
  };
}
