// What the screens see of groups besides their messages, and what they may ask of them. Implemented by groups-controller; a part of the
// meeting's state.
import type { GroupDetails } from '../../protocol/messages/group-model.ts';
import type { RequestInput, RequestName, RequestNameOf, RequestOutput } from '../../protocol/requests.ts';
import type { Problem } from './meeting-model.ts';

/** What waits for the account's answer. */
export type PendingGroups = RequestOutput<'group:pending'>;

export interface GroupsState {
  readonly pending: PendingGroups;
  /** Of those that are watched, by conversation; a problem where they could not be read. */
  readonly details: Readonly<Record<string, GroupDetails | Problem>>;
}

export const noGroups: GroupsState = { pending: { invitations: [], applications: [] }, details: {} };

type OfGroups = Extract<
  RequestName,
  | `group:${string}`
  | 'conversation:create-group'
  | 'conversation:add-members'
  | 'conversation:remove-member'
  | 'conversation:leave'
>;
export type GroupWrite = Extract<OfGroups, RequestNameOf<'socket'>>;
export type GroupRead = Extract<OfGroups, RequestNameOf<'http'>>;

/** The answer to a request, or why there is none: to be shown where it was asked for. */
export type Answer<N extends RequestName> =
  | { readonly value: RequestOutput<N>; readonly problem?: undefined }
  | { readonly problem: Problem; readonly value?: undefined };

export interface GroupActions {
  /** Keeps the details of a group in the state from now on; returns the end. */
  watch(conversation: string): () => void;
  /** Changes something. A conversation that is answered is shown at once. */
  ask<N extends GroupWrite>(name: N, input: RequestInput<N>): Promise<Answer<N>>;
  /** Reads something. */
  read<N extends GroupRead>(name: N, input: RequestInput<N>): Promise<Answer<N>>;
}
