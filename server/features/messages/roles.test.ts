// The same request as owner, member, former member, removed member and stranger: a table of what each is answered.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { requests } from '../../../protocol/requests.ts';
import type { MessagesRequestName } from './message-handlers.ts';
import { drawClientId, TestMessages } from './test-messages.ts';

let messages: TestMessages;
beforeAll(async () => {
  messages = await TestMessages.open();
});
afterAll(() => messages.close());

/** What owner, member and former member are answered; a stranger always that there is no such conversation. */
const answers: Readonly<Record<string, readonly [owner: string, member: string, former: string]>> = {
  'conversation:add-members': ['ok', 'not-group-admin', 'conversation-left'],
  'conversation:remove-member': ['ok', 'not-group-admin', 'conversation-left'],
  'conversation:leave': ['ok', 'ok', 'ok'],
  'conversation:mark-read': ['ok', 'ok', 'ok'],
  'conversation:receipts': ['ok', 'ok', 'conversation-left'],
  'conversation:keep-messages': ['ok', 'not-group-owner', 'conversation-left'],
  'conversation:set-own': ['ok', 'ok', 'ok'],
  'message:send': ['ok', 'ok', 'conversation-left'],
  'message:edit': ['ok', 'not-your-message', 'conversation-left'],
  'message:recall': ['ok', 'not-your-message', 'conversation-left'],
  'message:react': ['ok', 'ok', 'conversation-left'],
  'message:pin': ['ok', 'not-group-admin', 'conversation-left'],
  'message:pins': ['ok', 'ok', 'ok'],
  'message:edits': ['ok', 'ok', 'ok'],
  // Of what one saw, into a conversation of one's own.
  'message:forward': ['ok', 'ok', 'ok'],
  'message:changes': ['ok', 'ok', 'ok'],
  'message:history': ['ok', 'ok', 'ok'],
};

/** Requests that name the conversation they are about, without searches, which find nothing elsewhere. */
const names = Object.entries(requests).flatMap(([name, { input }]) => {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { unrepresentable: 'any', io: 'input' });
  const isAsked = /^(message|conversation):/.test(name) && 'conversation' in properties;
  return isAsked && required.includes('conversation') ? [name] : [];
});

test('G3: the table has every request that is about a conversation', () => {
  expect(Object.keys(answers).sort()).toEqual(names.filter((name) => !name.endsWith('-room')).sort());
});

test.each(Object.entries(answers))(
  'G3: %s is answered each role as the table says',
  async (name, expected) => {
    const [owner = '', member = '', left = '', removed = ''] = await messages.register('o', 'm', 'l', 'r');
    const [stranger = '', extra = '', target = ''] = await messages.register('s', 'e', 't');
    const group = await messages.group(owner, member, left, removed, target);
    const { seq } = await messages.send(owner, group, 'text');
    await messages.ask(left, 'conversation:leave', { conversation: group });
    await messages.ask(owner, 'conversation:remove-member', { conversation: group, accountId: removed });
    const ask = async (who: string): Promise<string> => {
      const notes = (await messages.ask(who, 'conversation:open-direct', { accountId: who })).state
        .conversation;
      const input = {
        conversation: group,
        seq,
        seqs: [seq],
        to: notes,
        clientId: drawClientId(),
        text: 'other',
        emoji: '👍',
        chosen: true,
        pinned: true,
        days: 7,
        after: 0,
        accountId: target,
        accountIds: [extra],
      };
      return messages.refusal(who, name as MessagesRequestName, input);
    };
    const [ofOwner, ofMember, ofFormer] = expected;
    const got = [];
    for (const who of [stranger, left, removed, member, owner]) got.push(await ask(who));
    expect(got).toEqual(['no-such-conversation', ofFormer, ofFormer, ofMember, ofOwner]);
  },
);
