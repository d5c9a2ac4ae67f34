// Says in one sentence what the deletion of an account did. Pure; used by the accounts command.
import type { Deletion } from '../../../sql/delete-account.ts';

export function describeDeletion(
  nickname: string,
  phone: string,
  { keptMessages, erasedConversations, handedOver }: Deletion,
): string {
  return `${nickname} (${phone}) is deleted: ${keptMessages} messages stay, without a name, with those they were written to, ${erasedConversations} conversations without other members are erased, and ${handedOver} groups have another owner.`;
}
