import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openInvitationsMax } from '../../../../protocol/messages/group-limits.ts';
import type { RequestInput } from '../../../../protocol/requests.ts';
import type { MessagesRequestName } from '../message-handlers.ts';
import { drawClientId, TestMessages } from '../test-messages.ts';
import { rivals } from './test-rivals.ts';

const dayMs = 24 * 3600 * 1000;

let messages: TestMessages;
beforeAll(async () => {
  messages = await TestMessages.open();
});
afterAll(() => messages.close());

/** A group with its owner, an admin, a member, and an account that is not in it. */
async function group() {
  const [owner = '', admin = '', member = '', stranger = ''] = await messages.register(
    'owner',
    'admin',
    'member',
    'stranger',
  );
  const conversation = await messages.group(owner, admin, member);
  await messages.ask(owner, 'group:set-role', { conversation, accountId: admin, role: 'admin' });
  await messages.befriend(owner, stranger);
  return { owner, admin, member, stranger, conversation };
}

async function roles(conversation: string): Promise<string[]> {
  const members = await messages.database.members.of(conversation);
  return members
    .filter(({ leftSeq }) => leftSeq === undefined)
    .map(({ accountId, role }) => `${accountId.split('-')[0]} ${role}`)
    .sort();
}

const describeFor = async (accountId: string, conversation: string) =>
  (await messages.ask(accountId, 'group:describe', { conversation })).details;

describe('T10: roles', () => {
  test('are given by the owner alone, and not to who is no member', async () => {
    const { owner, admin, member, stranger, conversation } = await group();
    const promote = (accountId: string) => ({ conversation, accountId, role: 'admin' }) as const;
    for (const actor of [admin, member])
      expect(await messages.refusal(actor, 'group:set-role', promote(member))).toBe('not-group-owner');
    expect(await messages.refusal(stranger, 'group:set-role', promote(stranger))).toBe(
      'no-such-conversation',
    );
    expect(await messages.refusal(owner, 'group:set-role', promote(stranger))).toBe('no-such-account');
    expect(
      await messages.refusal(owner, 'group:set-role', { conversation, accountId: owner, role: 'member' }),
    ).toBe('not-group-owner');
    expect(await messages.refusal(owner, 'group:set-role', promote(member))).toBe('ok');
    expect(await roles(conversation)).toEqual(['admin admin', 'member admin', 'owner owner']);
  });

  test('an admin removes and mutes members, neither the owner nor another admin', async () => {
    const { owner, admin, member, conversation } = await group();
    for (const accountId of [owner, admin]) {
      expect(
        await messages.refusal(admin, 'group:mute-member', { conversation, accountId, minutes: 5 }),
      ).toBe('not-group-admin');
      expect(await messages.refusal(admin, 'conversation:remove-member', { conversation, accountId })).toBe(
        'not-group-admin',
      );
    }
    const mute = { conversation, accountId: member, minutes: 5 };
    expect(await messages.refusal(member, 'group:mute-member', mute)).toBe('not-group-admin');
    expect(await messages.refusal(admin, 'group:mute-member', mute)).toBe('ok');
  });

  test('a group that is handed over has one owner, the one before is an admin', async () => {
    const { owner, admin, member, conversation } = await group();
    expect(await messages.refusal(admin, 'group:hand-over', { conversation, accountId: admin })).toBe(
      'not-group-owner',
    );
    await messages.ask(owner, 'group:hand-over', { conversation, accountId: member });
    expect(await roles(conversation)).toEqual(['admin admin', 'member owner', 'owner admin']);
  });

  test('handing over to oneself changes nothing', async () => {
    const { owner, conversation } = await group();
    await messages.ask(owner, 'group:hand-over', { conversation, accountId: owner });
    expect(await roles(conversation)).toEqual(['admin admin', 'member member', 'owner owner']);
  });

  test('who removes, demotes and hands over at once leaves one state with one owner', async () => {
    await rivals(messages);
  });
});

describe('mutes', () => {
  test('end by themselves, by hand, and with a promotion', async () => {
    const { owner, admin, member, conversation } = await group();
    const write = () => messages.refusal(member, 'message:send', message());
    const message = () => ({ conversation, clientId: drawClientId(), text: 'hello' });
    const mute = (minutes: number) =>
      messages.ask(admin, 'group:mute-member', { conversation, accountId: member, minutes });
    await mute(5);
    expect(await write()).toBe('muted-in-group');
    expect((await describeFor(member, conversation)).muted).toHaveLength(1);
    await mute(0);
    expect(await write()).toBe('ok');
    await mute(5);
    messages.elapsedMs += 5 * 60_000;
    expect(await write()).toBe('ok');
    await mute(5);
    await messages.ask(owner, 'group:set-role', { conversation, accountId: member, role: 'admin' });
    expect(await write()).toBe('ok');
  });

  test('stay with who leaves and comes back, and are shown to admins and the muted alone', async () => {
    const { owner, admin, member, stranger, conversation } = await group();
    await messages.ask(owner, 'conversation:add-members', { conversation, accountIds: [stranger] });
    await messages.ask(admin, 'group:mute-member', { conversation, accountId: member, minutes: 5 });
    expect((await describeFor(stranger, conversation)).muted).toEqual([]);
    expect((await describeFor(owner, conversation)).muted).toHaveLength(1);
    await messages.ask(member, 'conversation:leave', { conversation });
    expect((await describeFor(owner, conversation)).muted).toEqual([]);
    await messages.ask(owner, 'conversation:add-members', { conversation, accountIds: [member] });
    expect((await describeFor(owner, conversation)).muted).toHaveLength(1);
  });
});

describe('announcements', () => {
  test('are confirmed one by one, counted, and begin anew with the next', async () => {
    const { owner, admin, member, conversation } = await group();
    expect(await messages.refusal(member, 'group:announce', { conversation, text: 'x' })).toBe(
      'not-group-admin',
    );
    await messages.ask(admin, 'group:announce', { conversation, text: 'Read this' });
    const seen = (await describeFor(member, conversation)).announcement;
    expect(seen).toMatchObject({ number: 1, text: 'Read this', confirmed: false, confirmedCount: 1 });
    const { details } = await messages.ask(member, 'group:confirm-announcement', { conversation, number: 1 });
    expect(details.announcement).toMatchObject({ confirmed: true, confirmedCount: 2 });
    const confirmed = await messages.ask(owner, 'group:confirmations', { conversation });
    expect(confirmed.members.map(({ accountId }) => accountId).sort()).toEqual([admin, member].sort());
    expect(await messages.refusal(member, 'group:confirmations', { conversation })).toBe('not-group-admin');
    await messages.ask(owner, 'group:announce', { conversation, text: 'And this' });
    // Too late for the first, and no confirmation of the second.
    await messages.ask(admin, 'group:confirm-announcement', { conversation, number: 1 });
    expect((await describeFor(admin, conversation)).announcement).toMatchObject({
      number: 2,
      confirmed: false,
      confirmedCount: 1,
    });
    await messages.ask(owner, 'group:announce', { conversation });
    expect((await describeFor(admin, conversation)).announcement).toBeUndefined();
  });
});

describe('the directory', () => {
  test('names a group from when its owner says so until it is dissolved, under its latest name', async () => {
    const { owner, admin, stranger, conversation } = await group();
    const find = async (words: string) =>
      (await messages.ask(stranger, 'group:directory', { words })).groups.map((each) => each.title);
    await messages.ask(owner, 'group:rename', { conversation, title: 'Ｃhess 50% 俱乐部' });
    expect(await find('chess')).toEqual([]);
    expect(await messages.refusal(admin, 'group:configure', { conversation, isPublic: true })).toBe(
      'not-group-owner',
    );
    await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
    for (const words of ['CHESS', '50%', '俱乐']) expect(await find(words)).toEqual(['Ｃhess 50% 俱乐部']);
    for (const words of ['5_%', 'chess%部', "' or 1=1"]) expect(await find(words)).toEqual([]);
    await messages.ask(admin, 'group:rename', { conversation, title: 'Go' });
    expect(await find('chess')).toEqual([]);
    expect(await find('go')).toEqual(['Go']);
    await messages.ask(owner, 'group:dissolve', { conversation });
    expect(await find('go')).toEqual([]);
  });

  test('G4: is read a page at a time without missing or repeating any', async () => {
    const [owner = '', reader = ''] = await messages.register('many', 'reader');
    const made: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      const conversation = await messages.group(owner, reader);
      await messages.ask(owner, 'group:rename', { conversation, title: `paged ${index % 7}` });
      await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
      made.push(conversation);
    }
    const seen: string[] = [];
    let pages = 0;
    for (let more = true; more; pages += 1) {
      const after = seen.at(-1);
      const page = await messages.ask(reader, 'group:directory', {
        words: 'paged',
        ...(after !== undefined && { after }),
      });
      seen.push(...page.groups.map((each) => each.conversation));
      more = page.more;
    }
    expect(pages).toBe(2);
    expect(seen.toSorted()).toEqual(made.toSorted());
  });
});

describe('applications', () => {
  test('are answered by owner and admins, once', async () => {
    const { owner, admin, member, stranger, conversation } = await group();
    const apply = { conversation, word: 'let me in' };
    expect(await messages.refusal(stranger, 'group:apply', apply)).toBe('no-such-group');
    expect(await messages.refusal(stranger, 'group:apply', { ...apply, conversation: 'unknown' })).toBe(
      'no-such-group',
    );
    await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
    expect((await messages.ask(stranger, 'group:apply', apply)).group.standing).toBe('applied');
    expect(await messages.refusal(member, 'group:applications', { conversation })).toBe('not-group-admin');
    const { applications } = await messages.ask(admin, 'group:applications', { conversation });
    expect(applications).toMatchObject([{ accountId: stranger, word: 'let me in' }]);
    expect((await messages.ask(admin, 'group:pending', {})).applications).toEqual([
      { conversation, count: 1 },
    ]);
    expect((await messages.ask(member, 'group:pending', {})).applications).toEqual([]);
    const accept = { conversation, accountId: stranger, accept: true };
    expect(await messages.refusal(member, 'group:answer-application', accept)).toBe('not-group-admin');
    const answers = await Promise.all(
      [owner, admin, owner].map((who) => messages.refusal(who, 'group:answer-application', accept)),
    );
    expect(answers.sort()).toEqual(['no-such-application', 'no-such-application', 'ok']);
    expect(await roles(conversation)).toContain('stranger member');
    expect((await messages.ask(admin, 'group:pending', {})).applications).toEqual([]);
  });

  test('that were refused are not repeated for a week', async () => {
    const { owner, stranger, conversation } = await group();
    await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
    const apply = { conversation, word: '' };
    await messages.ask(stranger, 'group:apply', apply);
    await messages.ask(owner, 'group:answer-application', {
      conversation,
      accountId: stranger,
      accept: false,
    });
    expect(await messages.refusal(stranger, 'group:apply', apply)).toBe('application-refused');
    messages.elapsedMs += 7 * dayMs;
    expect(await messages.refusal(stranger, 'group:apply', apply)).toBe('ok');
  });
});

describe('T10: links', () => {
  test('lead in until they are revoked, over, or their inviter runs the group no more', async () => {
    const { owner, admin, member, stranger, conversation } = await group();
    const make = async (who: string) =>
      (await messages.ask(who, 'group:make-link', { conversation, days: 7 })).secret;
    const opens = (secret: string) => messages.refusal(stranger, 'group:open-link', { secret });
    expect(await messages.refusal(member, 'group:make-link', { conversation, days: 1 })).toBe(
      'not-group-admin',
    );
    const first = await make(admin);
    const second = await make(admin);
    expect(await opens(first)).toBe('no-such-group-link');
    expect(await opens(second)).toBe('ok');
    expect(await opens('x'.repeat(22))).toBe('no-such-group-link');
    const ofOwner = await make(owner);
    expect(await messages.refusal(admin, 'group:revoke-link', { conversation, accountId: owner })).toBe(
      'not-group-owner',
    );
    await messages.ask(owner, 'group:revoke-link', { conversation, accountId: owner });
    expect(await opens(ofOwner)).toBe('no-such-group-link');
    await messages.ask(owner, 'group:set-role', { conversation, accountId: admin, role: 'member' });
    await messages.ask(owner, 'group:set-role', { conversation, accountId: admin, role: 'admin' });
    expect(await opens(second)).toBe('no-such-group-link');
    const last = await make(admin);
    messages.elapsedMs += 7 * dayMs;
    for (const name of ['group:open-link', 'group:join-by-link'] as const)
      expect(await messages.refusal(stranger, name, { secret: last })).toBe('no-such-group-link');
  });

  test('count who came by them, each once, and store no secret', async () => {
    const { admin, stranger, conversation } = await group();
    const { secret } = await messages.ask(admin, 'group:make-link', { conversation, days: 1 });
    await Promise.all([1, 2, 3].map(() => messages.ask(stranger, 'group:join-by-link', { secret })));
    expect((await describeFor(admin, conversation)).links).toMatchObject([
      { inviterId: admin, joinedCount: 1 },
    ]);
    expect(await roles(conversation)).toContain('stranger member');
    expect(JSON.stringify(await messages.database.groupLinks.of(conversation))).not.toContain(secret);
  });
});

describe('history', () => {
  test('T1: is shown to who comes later where the owner says so, and not otherwise', async () => {
    const { owner, member, stranger, conversation } = await group();
    const [late = ''] = await messages.register('late');
    await messages.befriend(owner, late);
    await messages.send(member, conversation, 'before');
    await messages.ask(owner, 'conversation:add-members', { conversation, accountIds: [late] });
    expect(await messages.texts(late, conversation)).not.toContain('before');
    await messages.ask(owner, 'group:configure', { conversation, showsHistory: true });
    await messages.ask(owner, 'conversation:add-members', { conversation, accountIds: [stranger] });
    expect(await messages.texts(stranger, conversation)).toContain('before');
    // Who came before the setting still sees nothing from before.
    expect(await messages.texts(late, conversation)).not.toContain('before');
  });
});

describe('T7: who is put into a group', () => {
  test('are contacts of the one who adds; others are invited, and come in when they accept', async () => {
    const { owner, conversation } = await group();
    const [one = '', two = '', three = ''] = await messages.register('one', 'two', 'three');
    await messages.befriend(owner, one);
    const accountIds = [one, two, three];
    await messages.ask(owner, 'conversation:add-members', { conversation, accountIds });
    expect(await roles(conversation)).toEqual(['admin admin', 'member member', 'one member', 'owner owner']);
    const { invitations } = await messages.ask(two, 'group:pending', {});
    expect(invitations).toMatchObject([{ conversation, title: 'Team', byNickname: owner, memberCount: 4 }]);
    expect(await messages.refusal(two, 'message:history', { conversation })).toBe('no-such-conversation');
    const answer = (who: string, accept: boolean) =>
      messages.refusal(who, 'group:answer-invitation', { conversation, accept });
    expect(await answer(two, true)).toBe('ok');
    expect(await answer(two, true)).toBe('no-such-application');
    expect(await answer(three, false)).toBe('ok');
    // One who refused is not asked again for a week, and the one who asks sees no difference.
    await messages.ask(owner, 'conversation:add-members', { conversation, accountIds: [three] });
    expect((await messages.ask(three, 'group:pending', {})).invitations).toEqual([]);
    expect(await answer(three, true)).toBe('no-such-application');
    expect(await roles(conversation)).toContain('two member');
  });

  test('a new group has contacts in it, and invites others', async () => {
    const [owner = '', friend = '', other = ''] = await messages.register('owner', 'friend', 'other');
    await messages.befriend(owner, friend);
    const { state } = await messages.ask(owner, 'conversation:create-group', {
      title: 'New',
      accountIds: [friend, other],
    });
    expect(await roles(state.conversation)).toEqual(['friend member', 'owner owner']);
    expect((await messages.ask(other, 'group:pending', {})).invitations).toHaveLength(1);
  });

  test('an invitation by one who runs the group no more leads nowhere', async () => {
    const { owner, admin, conversation } = await group();
    const [other = ''] = await messages.register('other');
    await messages.ask(admin, 'conversation:add-members', { conversation, accountIds: [other] });
    await messages.ask(owner, 'group:set-role', { conversation, accountId: admin, role: 'member' });
    expect(await messages.refusal(other, 'group:answer-invitation', { conversation, accept: true })).toBe(
      'no-such-application',
    );
  });

  test('one account has no more invitations open than a class and its parents need', async () => {
    const [owner = ''] = await messages.register('owner');
    const many = await messages.register(...Array.from({ length: openInvitationsMax + 1 }, () => 'many'));
    const create = (accountIds: string[]) =>
      messages.refusal(owner, 'conversation:create-group', { title: 'Many', accountIds });
    expect(await create(many)).toBe('too-often');
    expect(await create(many.slice(1))).toBe('ok');
    expect(await create(many.slice(0, 1))).toBe('too-often');
  });
});

describe('system lines', () => {
  test('tell in the same transaction who came, went, got a role, and what was named and announced', async () => {
    const { owner, admin, member, stranger, conversation } = await group();
    await messages.ask(owner, 'conversation:add-members', { conversation, accountIds: [stranger] });
    await messages.ask(owner, 'group:rename', { conversation, title: 'Named' });
    await messages.ask(owner, 'group:rename', { conversation, title: 'Named' });
    await messages.ask(admin, 'group:announce', { conversation, text: 'Read this' });
    await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
    await messages.ask(admin, 'group:mute-member', { conversation, accountId: member, minutes: 5 });
    await messages.ask(owner, 'group:hand-over', { conversation, accountId: admin });
    for (const name of ['message:edit', 'message:recall'] as const)
      expect(await messages.refusal(owner, name, { conversation, seq: 1, text: 'x' })).toBe(
        'no-such-message',
      );
    await messages.ask(admin, 'group:dissolve', { conversation });
    const { messages: lines } = await messages.ask(member, 'message:history', { conversation });
    expect(lines.map(({ event }) => event)).toEqual([
      { kind: 'role', accountId: admin, role: 'admin' },
      { kind: 'joined', accountId: stranger },
      { kind: 'renamed', title: 'Named' },
      { kind: 'announcement' },
      { kind: 'muted', accountId: member },
      { kind: 'owner', accountId: admin },
      { kind: 'dissolved' },
    ]);
    expect(lines.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    // System lines are no unread messages, and those who left have no badge.
    const { conversations } = await messages.ask(member, 'conversations:sync', { cursor: 0, known: [] });
    expect(conversations.find((each) => each.conversation === conversation)?.unread).toBe(0);
  });

  test('row 17: a group whose last member left is in no directory and has no way in', async () => {
    const [owner = '', stranger = ''] = await messages.register('last', 'stranger');
    const conversation = await messages.group(owner, owner);
    await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
    const { secret } = await messages.ask(owner, 'group:make-link', { conversation, days: 1 });
    await messages.ask(owner, 'conversation:leave', { conversation });
    expect(await messages.refusal(stranger, 'group:apply', { conversation, word: '' })).toBe('no-such-group');
    expect(await messages.refusal(stranger, 'group:join-by-link', { secret })).toBe('no-such-group-link');
  });
});

describe('dissolving', () => {
  test('ends the group for all, who keep what was written until then, and closes every way in', async () => {
    const { owner, admin, member, stranger, conversation } = await group();
    await messages.ask(owner, 'group:configure', { conversation, isPublic: true });
    await messages.ask(stranger, 'group:apply', { conversation, word: '' });
    const { secret } = await messages.ask(admin, 'group:make-link', { conversation, days: 1 });
    await messages.send(member, conversation, 'the last');
    expect(await messages.refusal(admin, 'group:dissolve', { conversation })).toBe('not-group-owner');
    await messages.ask(owner, 'group:dissolve', { conversation });
    expect(await roles(conversation)).toEqual([]);
    for (const who of [owner, admin, member]) {
      expect(await messages.texts(who, conversation)).toContain('the last');
      expect(await messages.refusal(who, 'group:describe', { conversation })).toBe('conversation-left');
      expect(
        await messages.refusal(who, 'conversation:add-members', { conversation, accountIds: [stranger] }),
      ).toBe('conversation-left');
    }
    expect(await messages.refusal(stranger, 'group:join-by-link', { secret })).toBe('no-such-group-link');
    expect(await messages.refusal(stranger, 'group:apply', { conversation, word: '' })).toBe('no-such-group');
    const { conversations } = await messages.ask(member, 'conversations:sync', { cursor: 0, known: [] });
    expect(conversations.find((each) => each.conversation === conversation)?.present).toBe(false);
  });
});

describe('G3: every request about a group', () => {
  type Ask = { [N in MessagesRequestName]: readonly [N, (id: string, who: string) => RequestInput<N>] };
  const ask = <N extends MessagesRequestName>(name: N, input: (id: string, who: string) => RequestInput<N>) =>
    [name, input] as unknown as Ask[MessagesRequestName];
  const settings = [
    ask('group:describe', (conversation) => ({ conversation })),
    ask('group:set-role', (conversation, accountId) => ({ conversation, accountId, role: 'member' })),
    ask('group:hand-over', (conversation, accountId) => ({ conversation, accountId })),
    ask('group:rename', (conversation) => ({ conversation, title: 'x' })),
    ask('group:configure', (conversation) => ({ conversation, showsHistory: true })),
    ask('group:mute-member', (conversation, accountId) => ({ conversation, accountId, minutes: 1 })),
    ask('group:announce', (conversation) => ({ conversation, text: 'x' })),
    ask('group:confirm-announcement', (conversation) => ({ conversation, number: 1 })),
    ask('group:confirmations', (conversation) => ({ conversation })),
    ask('group:applications', (conversation) => ({ conversation })),
    ask('group:answer-application', (conversation, accountId) => {
      return { conversation, accountId, accept: true };
    }),
    ask('group:make-link', (conversation) => ({ conversation, days: 1 })),
    ask('group:revoke-link', (conversation, accountId) => ({ conversation, accountId })),
    ask('group:dissolve', (conversation) => ({ conversation })),
  ];
  const forAll = new Set<string>(['group:describe', 'group:confirm-announcement']);
  const ofOwner = new Set<string>(['group:set-role', 'group:hand-over', 'group:configure', 'group:dissolve']);

  test.each(settings)(
    '%s is refused to strangers, former members and those without the role',
    async (name, input) => {
      const { owner, admin, member, stranger, conversation } = await group();
      const refusal = (who: string, id = conversation) => messages.refusal(who, name, input(id, member));
      expect(await refusal(stranger)).toBe('no-such-conversation');
      expect(await refusal(owner, 'unknown')).toBe('no-such-conversation');
      const { state } = await messages.ask(owner, 'conversation:open-direct', { accountId: owner });
      expect(await refusal(owner, state.conversation)).toBe('not-a-group');
      if (!forAll.has(name))
        expect(await refusal(member)).toBe(ofOwner.has(name) ? 'not-group-owner' : 'not-group-admin');
      if (ofOwner.has(name)) expect(await refusal(admin)).toBe('not-group-owner');
      await messages.ask(admin, 'conversation:leave', { conversation });
      expect(await refusal(admin)).toBe('conversation-left');
    },
  );
});
