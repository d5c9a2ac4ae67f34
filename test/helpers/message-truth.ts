// What the server has of a conversation, read apart from what clients keep.
import type { ConversationState, Message } from '../../protocol/messages/model.ts';
import type { Request } from '../../client/messages/ports.ts';
import { type Account, askHttp } from '../integration/member.ts';

/** All messages of a conversation that an account sees, in order, page by page. */
export async function historyOf(url: string, { token }: Account, conversation: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (let more = true; more; ) {
    const before = messages[0]?.seq;
    const input = { conversation, ...(before !== undefined && { before }) };
    const { status, body } = await askHttp(url, 'message:history', input, token);
    if (status !== 200) throw new Error(`the history answered ${JSON.stringify(body)}`);
    const page = body as unknown as { readonly messages: Message[]; readonly more: boolean };
    messages.unshift(...page.messages);
    more = page.more;
  }
  return messages;
}

/** How the server says that an account sees a conversation. */
export async function stateOf(ask: Request, conversation: string): Promise<ConversationState> {
  const { conversations } = await ask('conversations:sync', { cursor: 0, known: [[conversation, 0]] });
  const state = conversations.find((each) => each.conversation === conversation);
  if (state === undefined) throw new Error('the account is not in the conversation');
  return state;
}

/** What a device sent, as it was written: each text begins with the number of its device, and edits go behind a bar. */
export function sendsOf(messages: readonly Message[], device: number): (string | undefined)[] {
  return messages.map(({ text }) => text.split('|')[0]).filter((text) => text?.startsWith(`${device} `));
}
