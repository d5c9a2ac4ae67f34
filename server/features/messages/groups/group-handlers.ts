// Answers what is asked about groups. A part of the messages feature.
import type { RequestName } from '../../../../protocol/requests.ts';
import type { Handlers } from '../../../dispatch/handler.ts';
import type { GroupDoors } from './group-doors.ts';
import type { GroupReader } from './group-reader.ts';
import type { GroupSettings } from './group-settings.ts';

export interface GroupHandlerParts {
  readonly reader: GroupReader;
  readonly settings: GroupSettings;
  readonly doors: GroupDoors;
}

type GroupRequestName = Extract<RequestName, `group:${string}`>;

export function createGroupHandlers({
  reader,
  settings,
  doors,
}: GroupHandlerParts): Handlers<GroupRequestName> {
  const detailsOf = async (accountId: string, conversation: string) => ({
    details: await reader.describe(accountId, conversation),
  });
  return {
    'group:describe': ({ conversation }, { accountId }) => detailsOf(accountId, conversation),
    'group:set-role': async (input, caller) => ({ change: await settings.setRole(caller, input) }),
    'group:hand-over': async (input, caller) => ({ change: await settings.handOver(caller, input) }),
    'group:rename': async (input, caller) => ({ change: await settings.rename(caller, input) }),
    'group:configure': async (input, caller) => ({ change: await settings.configure(caller, input) }),
    'group:mute-member': async (input, caller) => ({ change: await settings.mute(caller, input) }),
    'group:announce': async (input, caller) => ({ change: await settings.announce(caller, input) }),
    'group:confirm-announcement': async (input, caller) => {
      await settings.confirm(caller, input);
      return detailsOf(caller.accountId, input.conversation);
    },
    'group:confirmations': (input, { accountId }) => reader.confirmations(accountId, input),
    'group:dissolve': async ({ conversation }, caller) => ({
      change: await settings.dissolve(caller, conversation),
    }),
    'group:directory': (input, { accountId }) => reader.directory(accountId, input),
    'group:apply': async (input, caller) => ({ group: await doors.apply(caller, input) }),
    'group:applications': (input, { accountId }) => reader.applications(accountId, input),
    'group:answer-application': async (input, caller) => {
      await doors.answerApplication(caller, input);
      return {};
    },
    'group:make-link': async (input, caller) => ({
      secret: await doors.makeLink(caller, input),
      ...(await detailsOf(caller.accountId, input.conversation)),
    }),
    'group:revoke-link': async (input, caller) => {
      await doors.revokeLink(caller, input);
      return detailsOf(caller.accountId, input.conversation);
    },
    'group:open-link': async ({ secret }, caller) => ({ group: await doors.openLink(caller, secret) }),
    'group:join-by-link': async ({ secret }, caller) => ({ state: await doors.joinByLink(caller, secret) }),
    'group:pending': (_input, { accountId }) => reader.pending(accountId),
    'group:answer-invitation': async (input, caller) => {
      await doors.answerInvitation(caller, input);
      return {};
    },
  };
}
