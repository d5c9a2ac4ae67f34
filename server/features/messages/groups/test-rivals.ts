// Owner and admins of a group that remove, demote and hand over to each other at once, and what has to be true afterwards. For tests
// on each database.
import { expect } from 'vitest';
import type { TestMessages } from '../test-messages.ts';

const rounds = 6;

export async function rivals(messages: TestMessages): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const [owner = '', one = '', two = '', three = ''] = await messages.register('o', 'a', 'b', 'c');
    const conversation = await messages.group(owner, one, two, three);
    for (const accountId of [one, two])
      await messages.ask(owner, 'group:set-role', { conversation, accountId, role: 'admin' });
    await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
    const { secret } = await messages.ask(one, 'group:make-link', { conversation, days: 1 });
    const outcomes = await Promise.all([
      messages.refusal(one, 'conversation:remove-member', { conversation, accountId: two }),
      messages.refusal(two, 'conversation:remove-member', { conversation, accountId: one }),
      messages.refusal(owner, 'group:hand-over', { conversation, accountId: one }),
      messages.refusal(owner, 'group:set-role', { conversation, accountId: two, role: 'member' }),
      messages.refusal(one, 'conversation:remove-member', { conversation, accountId: owner }),
      messages.refusal(owner, 'conversation:leave', { conversation }),
      messages.refusal(three, 'group:join-by-link', { secret }),
      messages.refusal(two, 'group:rename', { conversation, title: `round ${round}` }),
    ]);
    expect(outcomes).not.toContain('internal');
    const members = await messages.database.members.of(conversation);
    const present = members.filter(({ leftSeq }) => leftSeq === undefined);
    expect(present.filter(({ role }) => role === 'owner')).toHaveLength(1);
    // All see the same group.
    const seen = await Promise.all(
      present.map(async ({ accountId }) => {
        const page = await messages.ask(accountId, 'message:changes', { conversation, after: 0 });
        return page.members.map((each) => `${each.accountId} ${each.role} ${each.present}`).sort();
      }),
    );
    for (const each of seen) expect(each).toEqual(seen[0]);
  }
}
