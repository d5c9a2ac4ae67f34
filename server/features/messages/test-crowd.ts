// Many accounts that write, edit, mark, come and go at once in the same groups, and what has to be true afterwards. For tests on
// each database.
import { expect } from 'vitest';
import { RequestError } from '../../../protocol/error-codes.ts';
import type { RequestInput, RequestOutput } from '../../../protocol/requests.ts';
import type { MessagesRequestName } from './message-handlers.ts';
import { drawClientId, type TestMessages } from './test-messages.ts';

const groupsCount = 3;
const turns = 12;

export async function crowd(messages: TestMessages): Promise<void> {
  const [owner = '', ...people] = await messages.register('owner', ...Array.from('abcdefgh'));
  const groups = await Promise.all(
    Array.from({ length: groupsCount }, () => messages.group(owner, ...people.slice(0, 6))),
  );
  const late = people.slice(6);
  await messages.befriend(owner, ...late);
  let waits = 0;
  /** Asks again where the database took too long, as clients do: what was rolled back counts nothing. */
  const ask = async <N extends MessagesRequestName>(
    accountId: string,
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N>> => {
    for (;;) {
      try {
        return await messages.ask(accountId, name, input);
      } catch (error) {
        if (!(error instanceof RequestError) || error.code !== 'database-unavailable') throw error;
        waits += 1;
      }
    }
  };
  const twice = { clientId: drawClientId(), text: 'twice' };
  await Promise.all(
    groups.flatMap((conversation) => [
      ...people.slice(0, 6).map(async (accountId) => {
        for (let turn = 0; turn < turns; turn += 1) {
          const text = `${accountId} ${turn}`;
          const { seq } = await ask(accountId, 'message:send', {
            conversation,
            clientId: drawClientId(),
            text,
          });
          if (turn % 4 === 1) await ask(accountId, 'message:edit', { conversation, seq, text: 'edited' });
          if (turn % 4 === 2) await ask(accountId, 'message:recall', { conversation, seq });
          await ask(accountId, 'conversation:mark-read', { conversation, seq });
        }
      }),
      ...late.map(async (accountId) => {
        await ask(owner, 'conversation:add-members', { conversation, accountIds: [accountId] });
        await ask(accountId, 'conversation:leave', { conversation });
      }),
    ]),
  );
  const conversation = groups[0] ?? '';
  const again = await Promise.all(
    Array.from({ length: 8 }, () => ask(owner, 'message:send', { conversation, ...twice })),
  );
  expect(new Set(again.map(({ seq }) => seq)).size).toBe(1);
  for (const id of groups) {
    const stored = await messages.database.conversations.byId(id);
    const sent = 6 * turns + (id === conversation ? 1 : 0);
    // The founding, messages, a quarter edited and a quarter recalled, two who came and went, each a line.
    expect(stored).toMatchObject({
      lastSeq: sent + 2 * late.length,
      lastChange: 1 + sent + 36 + 2 * late.length,
    });
  }
  for (const accountId of [owner, ...people]) await expectWholeCounter(messages, accountId, waits === 0);
}

/**
 * The account was sent each of its changes once, and a device that begins anew sees the same.
 * @param areAllSent whether every change was followed by its notice: a database that takes too long after it costs the notice
 */
async function expectWholeCounter(
  messages: TestMessages,
  accountId: string,
  areAllSent: boolean,
): Promise<void> {
  const cursors = (messages.sent.get(accountId) ?? []).flatMap((notice) =>
    notice.name === 'conversations:changed' ? [notice.body.cursor] : [],
  );
  cursors.sort((one, other) => one - other);
  const { cursor } = await messages.ask(accountId, 'conversations:sync', { cursor: 0, known: [] });
  const all = Array.from({ length: cursor }, (_, index) => index + 1);
  expect(new Set(cursors).size).toBe(cursors.length);
  expect(cursors).toEqual(areAllSent ? all : all.filter((each) => cursors.includes(each)));
}
