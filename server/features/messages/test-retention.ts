// What has to be true after messages that are too old went, on each database.
import { expect } from 'vitest';
import { checkCounters } from '../../../sql/check-counters.ts';
import { MessageSweeper } from './message-sweeper.ts';
import { drawClientId, startMs, type TestMessages } from './test-messages.ts';

const dayMs = 86_400_000;

export async function keepThirtyDays(messages: TestMessages): Promise<void> {
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const [group, quiet] = [await messages.group(ann, bob), await messages.group(ann, bob)];
  const send = (conversation: string, text: string) =>
    messages.ask(ann, 'message:send', { conversation, clientId: drawClientId(), text, mentions: [bob] });
  for (let count = 1; count <= 55; count += 1) await send(group, `old ${count}`);
  await messages.ask(ann, 'message:edit', { conversation: group, seq: 3, text: 'old, edited' });
  await messages.ask(bob, 'message:react', { conversation: group, seq: 3, emoji: '👍', chosen: true });
  await messages.ask(ann, 'message:pin', { conversation: group, seq: 3, pinned: true });
  await send(quiet, 'old too');
  await messages.ask(ann, 'conversation:keep-messages', { conversation: quiet, days: 60 });
  messages.elapsedMs += 31 * dayMs;
  for (let count = 1; count <= 5; count += 1) await send(group, `new ${count}`);

  let rests = 0;
  const sweeper = new MessageSweeper({
    database: messages.database,
    serverDays: 30,
    now: () => startMs + messages.elapsedMs,
    rest: async () => void (rests += 1),
    log: { warn: (error: unknown) => expect(error).toBeUndefined() },
  });
  await sweeper.sweep();
  // More than one batch was removed, and one conversation has nothing that is left.
  expect(rests).toBeGreaterThanOrEqual(3);
  const page = await messages.ask(bob, 'message:history', { conversation: group });
  expect(page.messages.map(({ text }) => text)).toEqual([1, 2, 3, 4, 5].map((count) => `new ${count}`));
  expect(page.more).toBe(false);
  expect((await messages.ask(bob, 'message:pins', { conversation: group })).messages).toEqual([]);
  const changes = await messages.ask(bob, 'message:changes', { conversation: group, after: 5 });
  expect(changes.messages.map(({ seq }) => seq)).toEqual([56, 57, 58, 59, 60]);
  const states = (await messages.ask(bob, 'conversations:sync', { cursor: 0, known: [] })).conversations;
  const stateOf = (id: string) => states.find(({ conversation }) => conversation === id);
  expect(stateOf(group)).toMatchObject({ unread: 5, mentions: 5, lastSeq: 60, keptFromSeq: 56 });
  expect(stateOf(quiet)).toMatchObject({ unread: 0, mentions: 0, lastSeq: 2, keepDays: 60 });
  const next = await send(group, 'goes on');
  expect(next.seq).toBe(61);
  expect(await checkCounters(messages.settings)).toEqual([]);
}
