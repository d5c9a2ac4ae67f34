import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { RequestError } from '../../protocol/error-codes.ts';
import type { ConversationState } from '../../protocol/messages/model.ts';
import type { Request } from '../messages/ports.ts';
import { GroupsController } from './groups-controller.ts';
import { noGroups } from './groups-model.ts';
import type { MeetingState } from './meeting-model.ts';

function setUp() {
  const store = createStore<MeetingState>(() => ({ groups: noGroups }) as MeetingState);
  const timers: (() => void)[] = [];
  const asked: string[] = [];
  const taken: ConversationState[] = [];
  let refusal: RequestError | undefined;
  const answers: Record<string, unknown> = {
    'group:pending': { invitations: [], applications: [{ conversation: 'g', count: 2 }] },
    'group:describe': { details: { conversation: 'g', ownRole: 'owner' } },
    'group:make-link': { secret: 's', details: { conversation: 'g', ownRole: 'admin' } },
    'conversation:create-group': { state: { conversation: 'new' } },
  };
  const answer = async (name: string) => {
    asked.push(name);
    if (refusal !== undefined) throw refusal;
    return answers[name];
  };
  const controller = new GroupsController({
    store,
    request: answer as unknown as Request,
    session: { ask: (async (name: string) => answer(name)) as never },
    takeState: async (state) => void taken.push(state),
    later: (_ms, work) => {
      timers.push(work);
      return () => undefined;
    },
  });
  const settle = async () => {
    for (const timer of timers.splice(0)) timer();
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    controller,
    asked,
    taken,
    settle,
    groups: () => store.getState().groups,
    refuse: (error: RequestError | undefined) => void (refusal = error),
  };
}

test('what waits is read at each connect and when the server says so, once for many words of it', async () => {
  const { controller, asked, settle, groups } = setUp();
  controller.begin();
  await settle();
  expect(groups().pending.applications).toHaveLength(1);
  for (let index = 0; index < 5; index += 1)
    controller.handleNotice({ name: 'groups:pending-changed', body: {} });
  controller.connected();
  await settle();
  expect(asked).toEqual(['group:pending', 'group:pending']);
  controller.end();
  expect(groups()).toEqual(noGroups);
});

test('details are kept of watched groups alone, and read anew when they change', async () => {
  const { controller, asked, settle, groups } = setUp();
  controller.begin();
  await settle();
  asked.length = 0;
  const change = () => controller.handleNotice({ name: 'groups:changed', body: { conversation: 'g' } });
  change();
  await settle();
  expect(asked).toEqual([]);
  const { watch } = controller.actions();
  const ends = [watch('g'), watch('g')];
  await settle();
  expect(groups().details['g']).toMatchObject({ ownRole: 'owner' });
  ends[0]?.();
  change();
  await settle();
  expect(asked).toHaveLength(3);
  ends[1]?.();
  expect(groups().details).toEqual({});
  change();
  await settle();
  expect(asked).toHaveLength(3);
});

test('details that a change answers are shown at once', async () => {
  const { controller, groups } = setUp();
  controller.begin();
  const { ask, watch } = controller.actions();
  watch('g');
  await ask('group:make-link', { conversation: 'g', days: 7 });
  expect(groups().details['g']).toMatchObject({ ownRole: 'admin' });
});

test('an answer that comes after signing out is not shown', async () => {
  const { controller, settle, groups } = setUp();
  controller.begin();
  const settled = settle();
  controller.end();
  await settled;
  expect(groups()).toEqual(noGroups);
});

test('a group that was made is shown at once; what is refused is returned', async () => {
  const { controller, taken, refuse } = setUp();
  const { ask } = controller.actions();
  const input = { title: 'Team', accountIds: ['bo'] };
  expect((await ask('conversation:create-group', input)).value?.state.conversation).toBe('new');
  expect(taken).toHaveLength(1);
  refuse(new RequestError('group-full'));
  expect((await ask('conversation:create-group', input)).problem).toEqual({ code: 'group-full' });
});
