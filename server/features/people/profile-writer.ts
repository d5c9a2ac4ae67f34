// What an account says of itself: a line, a nickname, a picture, who may find it. What others see of it is sent to them.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RequestError } from '../../../protocol/error-codes.ts';
import { nicknameKey, normalizeNickname } from '../../../protocol/account/identity.ts';
import {
  formerNicknameRestDays,
  nicknameChangesMax,
  profilePictureSide,
} from '../../../protocol/people/people-limits.ts';
import type { OwnProfile } from '../../../protocol/people/model.ts';
import type { RequestInput } from '../../../protocol/requests.ts';
import type { PictureMaker } from '../../pictures/picture-maker.ts';
import { isPictureType } from './picture-type.ts';
import type { PeopleParts } from './people-parts.ts';
import { searchNamesOf } from './search-names.ts';

const dayMs = 24 * 3600 * 1000;
/** As base64 it has to fit its column, 65,535 bytes. */
const pictureMaxBytes = 45_000;
/** Those who see an account are counted in so many at a time, so that others have their turn between. */
const viewersPerStep = 100;

export interface ProfileWriterParts extends PeopleParts {
  readonly pictures: Pick<PictureMaker, 'make'>;
  /** What nicknames that look alike share. */
  readonly skeletonHashOf: (nickname: string) => string;
  /** The account shows that it is there in another way. */
  readonly onPresence: (accountId: string) => void;
}

/** Every method may throw RequestError `database-unavailable`. */
export class ProfileWriter {
  readonly #parts: ProfileWriterParts;

  constructor(parts: ProfileWriterParts) {
    this.#parts = parts;
  }

  /** @throws RequestError `no-such-account` */
  async own(accountId: string): Promise<OwnProfile> {
    const { database } = this.#parts;
    const account = await database.accounts.byId(accountId);
    if (account === undefined) throw new RequestError('no-such-account');
    const { about, pictureId, presence, foundByPhone, foundByName } = await database.profiles.of(accountId);
    return {
      nickname: account.nickname,
      ...(about !== undefined && { about }),
      ...(pictureId !== undefined && { pictureId }),
      presence,
      foundByPhone,
      foundByName,
    };
  }

  async edit(accountId: string, changes: RequestInput<'profile:edit'>): Promise<OwnProfile> {
    const { about, ...others } = changes;
    await this.#parts.database.transaction(async ({ profiles }) => {
      const before = await profiles.of(accountId);
      const line = about === undefined ? before.about : about.trim() === '' ? undefined : about.trim();
      await profiles.put(accountId, { ...before, ...definedOf(others), about: line });
    });
    if (about !== undefined) await this.#tellViewers(accountId);
    if (others.presence !== undefined) this.#parts.onPresence(accountId);
    return this.own(accountId);
  }

  /**
   * Gives the account another nickname; the same one again changes nothing.
   * @throws RequestError `nickname-invalid`, `nickname-taken`, `nickname-changed-too-often`
   */
  async changeNickname(accountId: string, input: string): Promise<OwnProfile> {
    const { database, now, skeletonHashOf } = this.#parts;
    const nickname = normalizeNickname(input);
    if (nickname === undefined) throw new RequestError('nickname-invalid');
    const key = nicknameKey(nickname);
    const before = await database.accounts.byId(accountId);
    if (before === undefined) throw new RequestError('no-such-account');
    if (before.nickname === nickname) return this.own(accountId);
    const names = await searchNamesOf(nickname);
    await database.transaction(async ({ accounts, profiles }) => {
      const holder = await accounts.byNicknameKey(key);
      if (holder !== undefined && holder.id !== accountId) throw new RequestError('nickname-taken');
      await accounts.rename(accountId, nickname, key);
      const since = now() - nicknameChangesMax.days * dayMs;
      const earlier = await profiles.formerNicknames([accountId], since);
      const oldest = earlier.at(-nicknameChangesMax.count);
      if (oldest !== undefined)
        throw new RequestError('nickname-changed-too-often', { retryAfterMs: oldest.givenUpAtMs - since });
      const restsAfterMs = now() - formerNicknameRestDays * dayMs;
      if (!(await accounts.claimLook(accountId, skeletonHashOf(nickname), restsAfterMs)))
        throw new RequestError('nickname-taken');
      // Two changes at once are two.
      const givenUpAtMs = Math.max(now(), (earlier[0]?.givenUpAtMs ?? 0) + 1);
      const former = { accountId, nickname: before.nickname, givenUpAtMs };
      await profiles.addFormerNickname(former, skeletonHashOf(before.nickname));
      await profiles.putSearchNames(accountId, names);
    });
    await this.#tellViewers(accountId);
    return this.own(accountId);
  }

  /** @param parts of base64 @throws RequestError `picture-invalid` */
  async setPicture(accountId: string, parts: readonly string[]): Promise<OwnProfile> {
    const content = await this.#makePicture(Buffer.from(parts.join(''), 'base64'));
    const pictureId = randomBytes(16).toString('base64url');
    await this.#parts.database.transaction(async ({ profiles }) => {
      await profiles.putPicture(accountId, pictureId, content.toString('base64'));
      await profiles.put(accountId, { ...(await profiles.of(accountId)), pictureId });
    });
    await this.#tellViewers(accountId);
    return this.own(accountId);
  }

  async removePicture(accountId: string): Promise<OwnProfile> {
    await this.#parts.database.transaction(async ({ profiles }) => {
      await profiles.removePicture(accountId);
      await profiles.put(accountId, { ...(await profiles.of(accountId)), pictureId: undefined });
    });
    await this.#tellViewers(accountId);
    return this.own(accountId);
  }

  /** Opened and written anew by a process of its own, without anything that came beside it. */
  async #makePicture(bytes: Buffer): Promise<Buffer> {
    if (!isPictureType(bytes)) throw new RequestError('picture-invalid');
    const folder = await mkdtemp(join(tmpdir(), 'plenum-picture-'));
    try {
      const [from, to] = [join(folder, 'from'), join(folder, 'to.webp')];
      await writeFile(from, bytes);
      const facts = await this.#parts.pictures.make({ from, to, side: profilePictureSide, square: true });
      const made = facts === undefined ? undefined : await readFile(to);
      if (made === undefined || made.length > pictureMaxBytes) throw new RequestError('picture-invalid');
      return made;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Everybody who sees the account among its contacts is sent that something changed. */
  async #tellViewers(accountId: string): Promise<void> {
    const { database, hints } = this.#parts;
    const viewers = await database.contacts.viewersOf(accountId);
    for (let start = 0; start < viewers.length; start += viewersPerStep) {
      const ids = viewers.slice(start, start + viewersPerStep);
      const cursors = await database.transaction(async ({ contacts, contactCursors }) => {
        const counted = await contactCursors.count(ids);
        await contacts.touch(accountId, counted);
        return counted;
      });
      for (const [id, cursor] of cursors) hints.note(id, cursor);
    }
  }
}

/** What is named, without what is not. */
function definedOf<T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
