import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { groupMembersMax } from '../../../protocol/messages/message-limits.ts';
import { crowd } from './test-crowd.ts';
import { passOwnedGroups } from '../../../sql/pass-ownership.ts';
import { drawClientId, startMs, TestMessages } from './test-messages.ts';

let messages: TestMessages;
beforeAll(async () => {
  messages = await TestMessages.open();
});
afterAll(() => messages.close());

describe('sending', () => {
  test('messages are numbered from 1 without holes, however many send at once', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const group = await messages.group(ann, bob);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => messages.send(index % 2 ? ann : bob, group, `text ${index}`)),
    );
    const seqs = answers.map(({ seq }) => seq).sort((one, other) => one - other);
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    // The founding is the first change.
    for (const { seq, change } of answers) expect(change).toBe(seq + 1);
    expect(await messages.texts(ann, group)).toEqual(await messages.texts(bob, group));
  });

  test('T3: sent again, at once or later, a message stands once and is answered alike', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const group = await messages.group(ann, bob);
    const input = { conversation: group, clientId: drawClientId(), text: 'once' };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => messages.ask(ann, 'message:send', input)),
    );
    messages.elapsedMs += 30 * 24 * 3600 * 1000;
    await messages.ask(ann, 'message:edit', { conversation: group, seq: 1, text: 'edited' });
    answers.push(await messages.ask(ann, 'message:send', input));
    await messages.ask(ann, 'message:recall', { conversation: group, seq: 1 });
    answers.push(await messages.ask(ann, 'message:send', input));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await messages.texts(bob, group)).toEqual(['']);
  });

  test('T3: a client id with other words or in another conversation is refused, that of another sender is not', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const [group, other] = [await messages.group(ann, bob), await messages.group(ann, bob)];
    const input = { conversation: group, clientId: drawClientId(), text: 'words' };
    await messages.ask(ann, 'message:send', input);
    expect(await messages.refusal(ann, 'message:send', { ...input, text: 'others' })).toBe(
      'client-id-reused',
    );
    expect(await messages.refusal(ann, 'message:send', { ...input, conversation: other })).toBe(
      'client-id-reused',
    );
    expect(await messages.refusal(bob, 'message:send', input)).toBe('ok');
  });

  test('T7: a stranger gets one message until they answer, and sees nothing before it', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const { conversation } = (await messages.ask(ann, 'conversation:open-direct', { accountId: bob })).state;
    expect(messages.sent.get(bob)).toBeUndefined();
    expect((await messages.ask(bob, 'conversations:sync', { cursor: 0, known: [] })).conversations).toEqual(
      [],
    );
    await messages.send(ann, conversation, 'hello');
    expect(messages.sent.get(bob)?.map(({ name }) => name)).toEqual([
      'conversations:changed',
      'conversation:changed',
    ]);
    const again = { conversation, clientId: drawClientId(), text: 'hello?' };
    expect(await messages.refusal(ann, 'message:send', again)).toBe('awaiting-answer');
    await messages.send(bob, conversation, 'hi');
    expect(await messages.refusal(ann, 'message:send', again)).toBe('ok');
  });

  test('two accounts have one conversation, whichever opens it and however often', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const opened = await Promise.all(
      [ann, bob, ann, bob].map((me) =>
        messages.ask(me, 'conversation:open-direct', { accountId: me === ann ? bob : ann }),
      ),
    );
    expect(new Set(opened.map(({ state }) => state.conversation)).size).toBe(1);
  });

  test('a conversation with oneself takes as many messages as one likes', async () => {
    const [ann = ''] = await messages.register('ann');
    const { conversation } = (await messages.ask(ann, 'conversation:open-direct', { accountId: ann })).state;
    for (const text of ['milk', 'bread']) await messages.send(ann, conversation, text);
    expect(await messages.texts(ann, conversation)).toEqual(['milk', 'bread']);
  });
});

describe('T4: edits and recalls', () => {
  test('are for the sender; recalls also for who runs the group', async () => {
    const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
    const group = await messages.group(ann, bob, cid);
    await messages.send(bob, group, 'first');
    const edit = { conversation: group, seq: 1, text: 'changed' };
    for (const who of [ann, cid])
      expect(await messages.refusal(who, 'message:edit', edit)).toBe('not-your-message');
    expect(await messages.refusal(cid, 'message:recall', edit)).toBe('not-your-message');
    expect(await messages.refusal(bob, 'message:edit', edit)).toBe('ok');
    expect(await messages.texts(cid, group)).toEqual(['changed']);
    expect(await messages.refusal(ann, 'message:recall', edit)).toBe('ok');
    expect(await messages.texts(cid, group)).toEqual(['']);
    expect(await messages.refusal(bob, 'message:edit', edit)).toBe('message-recalled');
  });

  test('done twice count one change', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const group = await messages.group(ann, bob);
    await messages.send(ann, group, 'first');
    const edit = { conversation: group, seq: 1, text: 'second' };
    expect(await messages.ask(ann, 'message:edit', edit)).toEqual({ change: 3 });
    expect(await messages.ask(ann, 'message:edit', edit)).toEqual({ change: 3 });
    expect(await messages.ask(ann, 'message:recall', edit)).toEqual({ change: 4 });
    expect(await messages.ask(ann, 'message:recall', edit)).toEqual({ change: 4 });
  });

  test('of a message of another conversation find none', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const [group, other] = [await messages.group(ann, bob), await messages.group(ann, bob)];
    await messages.send(ann, group, 'first');
    for (const name of ['message:edit', 'message:recall'] as const)
      expect(await messages.refusal(ann, name, { conversation: other, seq: 1, text: 'x' })).toBe(
        'no-such-message',
      );
  });
});

describe('T1: what is visible', () => {
  test('ends for who was removed with what was said before, at every door, and begins for who came later with what was said after', async () => {
    const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
    const group = await messages.group(ann, bob);
    await messages.send(ann, group, 'with bob');
    const { change } = await messages.ask(ann, 'conversation:remove-member', {
      conversation: group,
      accountId: bob,
    });
    const sentToBob = messages.sent.get(bob)?.length;
    await messages.befriend(ann, cid);
    await messages.ask(ann, 'conversation:add-members', { conversation: group, accountIds: [cid] });
    await messages.send(ann, group, 'without bob');
    await messages.ask(ann, 'message:edit', { conversation: group, seq: 1, text: 'edited after' });

    expect(messages.sent.get(bob)?.length).toBe(sentToBob);
    expect(messages.sent.get(bob)?.at(-1)?.body).toMatchObject({ state: { present: false, unread: 0 } });
    // As it stood when the member was there.
    expect(await messages.texts(bob, group)).toEqual(['with bob']);
    const seen = await messages.ask(bob, 'message:changes', { conversation: group, after: 0 });
    // The line that tells of it is the last that the member sees.
    expect([seen.change, seen.messages.map(({ event }) => event)]).toEqual([
      change,
      [undefined, { kind: 'removed', accountId: bob }],
    ]);
    const sync = await messages.ask(bob, 'conversations:sync', { cursor: 0, known: [[group, change]] });
    expect(sync.conversations).toMatchObject([{ change, lastSeq: 2, present: false }]);
    for (const name of ['message:send', 'message:edit', 'message:recall'] as const) {
      const input = { conversation: group, clientId: drawClientId(), text: 'x', seq: 1 };
      expect(await messages.refusal(bob, name, input)).toBe('conversation-left');
    }
    expect(await messages.refusal(bob, 'message:edit', { conversation: group, seq: 4, text: 'x' })).toBe(
      'no-such-message',
    );
    expect(await messages.texts(cid, group)).toEqual(['without bob']);
    const cids = await messages.ask(cid, 'message:changes', { conversation: group, after: 0 });
    expect(cids.messages.map(({ text, event }) => event?.kind ?? text)).toEqual(['joined', 'without bob']);
    expect(await messages.refusal(cid, 'message:recall', { conversation: group, seq: 1 })).toBe(
      'no-such-message',
    );
  });

  test('T2: a foreign conversation is refused as one that there is not, at every door', async () => {
    const [ann = '', bob = '', eve = ''] = await messages.register('ann', 'bob', 'eve');
    const group = await messages.group(ann, bob);
    await messages.send(ann, group, 'secret');
    const { conversation: hidden } = (await messages.ask(ann, 'conversation:open-direct', { accountId: eve }))
      .state;
    for (const conversation of [group, hidden, 'unknown']) {
      const input = {
        conversation,
        clientId: drawClientId(),
        text: 'x',
        seq: 1,
        after: 0,
        accountId: bob,
        accountIds: [eve],
      };
      for (const name of [
        'message:send',
        'message:edit',
        'message:recall',
        'message:changes',
        'message:history',
        'conversation:mark-read',
        'conversation:leave',
        'conversation:add-members',
        'conversation:remove-member',
      ] as const)
        expect([name, await messages.refusal(eve, name, input)]).toEqual([name, 'no-such-conversation']);
    }
  });

  test('T11: a sync that names foreign conversations is answered nothing of them', async () => {
    const [ann = '', eve = ''] = await messages.register('ann', 'eve');
    const group = await messages.group(ann, ann);
    const known = [...Array(400).keys()].map((index): [string, number] => [`unknown-${index}`, 0]);
    const answer = await messages.ask(eve, 'conversations:sync', {
      cursor: 0,
      known: [...known, [group, 0]],
    });
    expect(answer).toEqual({ cursor: 0, more: false, conversations: [], pages: [] });
  });
});

describe('T10: groups', () => {
  test('are run by owner and admins, and no member removes the owner', async () => {
    const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
    const [dan = ''] = await messages.register('dan');
    await messages.befriend(bob, dan);
    const group = await messages.group(ann, bob, cid);
    const { members } = messages.database;
    await members.change(group, bob, { role: 'admin' });
    const remove = (who: string, accountId: string) =>
      messages.refusal(who, 'conversation:remove-member', { conversation: group, accountId });
    expect(
      await messages.refusal(cid, 'conversation:add-members', { conversation: group, accountIds: [dan] }),
    ).toBe('not-group-admin');
    expect(
      await messages.refusal(bob, 'conversation:add-members', { conversation: group, accountIds: [dan] }),
    ).toBe('ok');
    expect(await remove(bob, ann)).toBe('not-group-admin');
    expect(await remove(cid, dan)).toBe('not-group-admin');
    expect(await remove(ann, ann)).toBe('not-group-admin');
    expect(await remove(bob, dan)).toBe('ok');
    expect(await remove(bob, dan)).toBe('ok');
    expect(await remove(bob, 'unknown')).toBe('no-such-account');
  });

  test('row 17: never stand without an owner: the admin who was there longest follows, then the member', async () => {
    const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
    const group = await messages.group(ann, bob, cid);
    const { members } = messages.database;
    await members.change(group, cid, { role: 'admin' });
    const owners = async () =>
      (await members.of(group))
        .filter(({ role, leftSeq }) => role === 'owner' && leftSeq === undefined)
        .map(({ accountId }) => accountId);
    const leave = (who: string) => messages.ask(who, 'conversation:leave', { conversation: group });
    const left = await leave(ann);
    expect(await leave(ann)).toEqual(left);
    expect(await owners()).toEqual([cid]);
    await leave(cid);
    expect(await owners()).toEqual([bob]);
    await leave(bob);
    expect(await owners()).toEqual([]);
  });

  test('row 17: a group whose owner is kept out by the operator passes to one who can sign in, told by a line', async () => {
    const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
    const [group, alone] = [await messages.group(ann, bob, cid), await messages.group(ann, ann)];
    const { database } = messages;
    await database.members.change(group, bob, { role: 'admin' });
    await database.accounts.setDisabled(bob, true);
    await database.transaction((stores) => passOwnedGroups(stores, ann, startMs));
    const roles = (await database.members.of(group)).map(({ accountId, role }) => [accountId, role]);
    expect(new Map(roles as [string, string][])).toEqual(
      new Map([
        [ann, 'member'],
        [bob, 'admin'],
        [cid, 'owner'],
      ]),
    );
    expect((await database.members.find(alone, ann))?.role).toBe('owner');
    const page = await messages.ask(cid, 'message:changes', { conversation: group, after: 1 });
    expect(page.messages.map(({ event }) => event)).toEqual([{ kind: 'owner', accountId: cid }]);
    expect(page.members.map(({ role }) => role).sort()).toEqual(['member', 'owner']);
  });

  test('two who remove each other at once end in one state', async () => {
    const [ann = '', bob = '', cid = ''] = await messages.register('ann', 'bob', 'cid');
    const group = await messages.group(ann, bob, cid);
    for (const admin of [bob, cid]) await messages.database.members.change(group, admin, { role: 'admin' });
    const answers = await Promise.all([
      messages.refusal(ann, 'conversation:remove-member', { conversation: group, accountId: bob }),
      messages.refusal(bob, 'conversation:leave', { conversation: group }),
      messages.refusal(ann, 'conversation:remove-member', { conversation: group, accountId: cid }),
    ]);
    expect(answers).not.toContain('internal');
    expect(await messages.database.members.presentIds(group)).toEqual([ann]);
    const page = await messages.ask(ann, 'message:changes', { conversation: group, after: 0 });
    expect(page.members.filter(({ present }) => present).map(({ role }) => role)).toEqual(['owner']);
  });

  test('hold so many members and no more; unknown accounts are refused', async () => {
    const [ann = ''] = await messages.register('ann');
    const many = await messages.register(...Array.from({ length: groupMembersMax }, () => 'pupil'));
    await messages.befriend(ann, many[0] ?? '');
    const group = await messages.group(ann, ...many.slice(1));
    const add = (id: string) =>
      messages.refusal(ann, 'conversation:add-members', { conversation: group, accountIds: [id] });
    expect(await add(many[0] ?? '')).toBe('group-full');
    expect(await add(many[1] ?? '')).toBe('ok');
    const small = await messages.group(ann, many[0] ?? '');
    expect(
      await messages.refusal(ann, 'conversation:add-members', {
        conversation: small,
        accountIds: ['unknown'],
      }),
    ).toBe('no-such-account');
    // All of them are in one page, since they came with one change.
    const page = await messages.ask(ann, 'message:changes', { conversation: group, after: 0 });
    expect([page.members.length, page.more]).toEqual([groupMembersMax, false]);
  });

  test('who comes back sees what is said from then on, as a plain member', async () => {
    const [ann = '', bob = ''] = await messages.register('ann', 'bob');
    const group = await messages.group(ann, bob);
    await messages.ask(ann, 'conversation:leave', { conversation: group });
    await messages.send(bob, group, 'alone');
    await messages.ask(bob, 'conversation:add-members', { conversation: group, accountIds: [ann] });
    await messages.send(bob, group, 'together');
    expect(await messages.texts(ann, group)).toEqual(['together']);
    expect((await messages.database.members.find(group, ann))?.role).toBe('member');
  });
});

test('T5: a read marker moves forward to messages that there are; all devices of the account are sent it, no other account', async () => {
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const group = await messages.group(ann, bob);
  for (const text of ['1', '2', '3']) await messages.send(bob, group, text);
  const before = { ann: messages.sent.get(ann)?.length ?? 0, bob: messages.sent.get(bob)?.length };
  const mark = async (seq: number) => {
    const { state } = await messages.ask(ann, 'conversation:mark-read', { conversation: group, seq });
    return [state.readSeq, state.unread];
  };
  expect(await mark(2)).toEqual([2, 1]);
  expect(await mark(1)).toEqual([2, 1]);
  expect(await mark(4)).toEqual([2, 1]);
  expect(messages.sent.get(ann)?.slice(before.ann)).toMatchObject([
    { name: 'conversations:changed', body: { cursor: 2, state: { readSeq: 2, unread: 1 } } },
  ]);
  expect(messages.sent.get(bob)?.length).toBe(before.bob);
});

test('many devices that mark at once move it once for each place, and the counter of the account has no hole', async () => {
  const [ann = '', bob = ''] = await messages.register('ann', 'bob');
  const group = await messages.group(ann, bob);
  for (const text of ['1', '2', '3', '4']) await messages.send(bob, group, text);
  await Promise.all(
    [4, 2, 4, 3, 4].map((seq) => messages.ask(ann, 'conversation:mark-read', { conversation: group, seq })),
  );
  const cursors = messages.sent
    .get(ann)
    ?.flatMap((notice) => (notice.name === 'conversations:changed' ? [notice.body.cursor] : []));
  expect(cursors).toEqual(Array.from({ length: cursors?.length ?? 0 }, (_, index) => index + 1));
  const sync = await messages.ask(ann, 'conversations:sync', { cursor: 0, known: [] });
  expect(sync.conversations[0]).toMatchObject({ readSeq: 4, unread: 0 });
  expect(sync.cursor).toBe(cursors?.length);
});

test('messages that many send, mark and join at once are counted without holes, and no member is refused', () =>
  crowd(messages));
