// Row 7: whatever happens to messages and markers, the badge of every device is what the server counts.
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ConversationLog } from '../../client/messages/conversation-log.ts';
import { unreadMax } from '../../protocol/messages/message-limits.ts';
import { drawClientId, TestMessages } from '../../server/features/messages/test-messages.ts';

let messages: TestMessages;
beforeAll(async () => {
  messages = await TestMessages.open();
});
afterAll(() => messages.close());

const deedArbitrary = fc.record({
  who: fc.nat({ max: 2 }),
  what: fc.constantFrom(
    'send',
    'send',
    'name',
    'edit',
    'recall',
    'react',
    'read',
    'read all',
    'mark unread',
    'come and go',
    'look',
  ),
  at: fc.nat({ max: 20 }),
  device: fc.nat({ max: 2 }),
});

/** A device of the reader: it is told of what changed only when it looks. */
class Device {
  cursor = 0;
  log: ConversationLog | undefined;

  async look(accountId: string, conversation: string): Promise<void> {
    const known: [string, number][] = this.log === undefined ? [] : [[conversation, this.log.change]];
    const answer = await messages.ask(accountId, 'conversations:sync', { cursor: this.cursor, known });
    this.cursor = answer.cursor;
    const state = answer.conversations.find((each) => each.conversation === conversation);
    if (state !== undefined) {
      this.log ??= new ConversationLog(state);
      this.log.setState(state);
    }
    while (this.log?.isBehind === true) {
      const page = await messages.ask(accountId, 'message:changes', { conversation, after: this.log.change });
      this.log.applyPage(page, accountId);
    }
  }
}

test('row 7: after sends, edits, recalls, emoji, reading, marking all, leaving and marking as unread on 3 devices each badge is the server’s count', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deedArbitrary, { maxLength: 25 }), async (deeds) => {
      const people = await messages.register('reader', 'ann', 'bob');
      const [reader = '', ann = '', bob = ''] = people;
      const conversation = await messages.group(ann, reader, bob);
      const devices = [new Device(), new Device(), new Device()];
      let last = 0;
      for (const { who, what, at, device } of deeds) {
        const actor = people[who] ?? ann;
        const seq = Math.max(1, Math.min(last, at));
        const place = { conversation, seq };
        if (what === 'send' || what === 'name') {
          const mentions = what === 'name' ? { mentions: [reader] } : {};
          const input = { conversation, clientId: drawClientId(), text: 'text', ...mentions };
          if ((await messages.refusal(actor, 'message:send', input)) === 'ok') last += 1;
        } else if (what === 'edit')
          await messages.refusal(actor, 'message:edit', { ...place, text: `text ${at}` });
        else if (what === 'recall') await messages.refusal(actor, 'message:recall', place);
        else if (what === 'react')
          await messages.refusal(actor, 'message:react', { ...place, emoji: '👍', chosen: at % 2 === 0 });
        else if (what === 'read') await messages.refusal(reader, 'conversation:mark-read', place);
        else if (what === 'read all')
          await messages.refusal(reader, 'conversation:mark-read', { conversation, seq: Math.max(1, last) });
        else if (what === 'mark unread')
          await messages.ask(reader, 'conversation:set-own', { conversation, markedUnread: true });
        else if (what === 'come and go') {
          // Each is a line in the log.
          if ((await messages.refusal(reader, 'conversation:leave', { conversation })) === 'ok') last += 1;
          const add = { conversation, accountIds: [reader] };
          if ((await messages.refusal(ann, 'conversation:add-members', add)) === 'ok') last += 1;
        } else await devices[device]?.look(reader, conversation);
      }
      const server = (
        await messages.ask(reader, 'conversations:sync', { cursor: 0, known: [] })
      ).conversations.find((each) => each.conversation === conversation);
      for (const device of devices) {
        await device.look(reader, conversation);
        expect({
          unread: device.log?.unread(reader, unreadMax),
          mentions: device.log?.mentions(reader, unreadMax),
          markedUnread: device.log?.state.markedUnread,
          readSeq: device.log?.state.readSeq,
        }).toEqual({
          unread: server?.unread,
          mentions: server?.mentions,
          markedUnread: server?.markedUnread,
          readSeq: server?.readSeq,
        });
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);
