// What the screens see of one's own profile and what they may ask. Implemented by profile-controller; a part of the meeting's state.
import type { OwnProfile } from '../../protocol/people/model.ts';
import type { RequestInput } from '../../protocol/requests.ts';
import type { Problem } from './meeting-model.ts';

export interface ProfileState {
  /** `undefined` until the server has told it. */
  readonly own: OwnProfile | undefined;
  /** Opens pictures of people; without it initials are shown. */
  readonly ticket: string | undefined;
}

export const noProfile: ProfileState = { own: undefined, ticket: undefined };

/** What is refused is returned, to be shown where it was asked for. */
type Asked = Promise<Problem | undefined>;

export interface ProfileActions {
  edit(changes: RequestInput<'profile:edit'>): Asked;
  changeNickname(nickname: string): Asked;
  /** Takes the middle of a picture. */
  setPicture(file: Blob): Asked;
  removePicture(): Asked;
}
