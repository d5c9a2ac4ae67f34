// Groups without server: one with everything in it, and a directory. Used by fake-meeting.
import type { GroupActions, GroupsState } from '../../app/groups-model.ts';
import type { GroupDetails } from '../../../protocol/messages/group-model.ts';
import type { RequestName, RequestOutput } from '../../../protocol/requests.ts';

const atMs = Date.UTC(2026, 10, 30, 9);
const card = { memberCount: 12, standing: 'outside' } as const;

export const fakeGroupDetails: GroupDetails = {
  conversation: 'group0',
  ownRole: 'owner',
  memberCount: 3,
  isPublic: true,
  showsHistory: false,
  announcement: {
    number: 1,
    text: 'The office is closed on Friday.\n周五办公室关闭。',
    byNickname: 'Ada Lovelace',
    atMs,
    confirmed: false,
    confirmedCount: 1,
  },
  muted: [],
  applications: 1,
  links: [{ inviterId: 'person0', expiresAtMs: atMs, joinedCount: 4 }],
};

export const fakeGroups: GroupsState = {
  pending: {
    invitations: [{ conversation: 'group1', title: '读书会', memberCount: 8, byNickname: 'محمد علي', atMs }],
    applications: [{ conversation: 'group0', count: 1 }],
  },
  details: { group0: fakeGroupDetails },
};

const answers: { readonly [N in RequestName]?: RequestOutput<N> } = {
  'group:directory': {
    groups: [
      { conversation: 'group2', title: 'Chess club', ...card },
      { conversation: 'group3', title: '羽毛球俱乐部', ...card, standing: 'applied' },
      { conversation: 'group4', title: 'نادي القراءة', ...card, standing: 'member' },
    ],
    more: true,
  },
  'group:applications': {
    applications: [{ accountId: 'person2', nickname: '李华', word: 'We met on Monday.', atMs }],
    more: false,
  },
  'group:open-link': { group: { conversation: 'group2', title: 'Chess club', ...card } },
};

/** Reads answer what is made up; whatever is changed is refused as by a server that is away. */
export function createFakeGroups(): GroupActions {
  return {
    watch: () => () => undefined,
    ask: async () => ({ problem: { code: 'server-unreachable' } }),
    read: async (name) =>
      answers[name] === undefined ? { problem: { code: 'server-unreachable' } } : { value: answers[name] },
  };
}
