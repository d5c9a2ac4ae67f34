import { beforeEach, expect, test, vi } from 'vitest';
import type { FakeProgram } from '../preview/fake-bridge.ts';

/** What the controller needs of a page; the unit tests have none. */
class PageStandIn extends EventTarget {
  readonly documentElement = { dataset: {}, lang: '' };
  readonly focused = { now: false };
  readonly hasFocus = (): boolean => this.focused.now;
}

const shown: string[] = [];
const page = new PageStandIn();
vi.stubGlobal('window', page);
vi.stubGlobal('document', page);
vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
vi.stubGlobal(
  'Notification',
  class extends EventTarget {
    constructor(title: string, { body }: { body: string }) {
      super();
      shown.push(`${title}: ${body}`);
    }
  },
);

const { createFakeMeeting } = await import('../preview/fake-meeting.ts');
const { makeRoom } = await import('../preview/fake-room.ts');
const { makeUpProgram } = await import('../preview/fake-bridge.ts');
const { useDesktop } = await import('./desktop-store.ts');
const { DesktopController } = await import('./desktop-controller.ts');

const scene = { people: 1, screens: 0, host: true, opusNeeded: false, lookAlikes: 0, nicknames: undefined };

async function open(phase: 'lobby' | 'call') {
  const meeting = createFakeMeeting({
    contacts: 0,
    ...scene,
    phase,
    problem: undefined,
    deviceProblems: {},
    reconnecting: false,
    returning: false,
    moved: false,
    asksToMove: false,
    silenced: false,
    deviceOffer: false,
    newSignIn: false,
    held: false,
    h264Available: true,
    effectsAvailable: true,
  });
  const program = makeUpProgram();
  const verifyConnection = vi.fn();
  new DesktopController({
    bridge: program.bridge,
    ...meeting,
    clientId: () => 'window-1',
    verifyConnection,
  }).start();
  await vi.waitUntil(() => useDesktop.getState().view !== undefined);
  return { ...meeting, ...program, verifyConnection };
}

const toldCalls = ({ asked }: Pick<FakeProgram, 'asked'>) =>
  asked.filter(({ name }) => name === 'call:tell').map(({ input }) => (input as { call: unknown }).call);

beforeEach(() => {
  shown.length = 0;
  page.focused.now = false;
  useDesktop.setState({ view: undefined });
});

test('the program is sent the call once for every change, and its end', async () => {
  const controller = await open('lobby');
  await controller.actions.createRoom();
  controller.actions.setJoinWith({ microphone: true, camera: false });
  await controller.actions.toggleMicrophone();
  await controller.actions.leave();
  const place = { clientId: 'window-1', secret: makeRoom(scene).secret };
  const call = { number: '04217', camera: 'off', share: 'off', place };
  expect(toldCalls(controller)).toEqual([
    { ...call, microphone: 'off' },
    { ...call, microphone: 'on' },
    null,
  ]);
});

test('commands do what the buttons do, in a call', async () => {
  const { store, actions, tell } = await open('call');
  tell('command:given', { command: 'toggle-microphone' });
  expect(store.getState().microphone).toBe('on');
  tell('command:given', { command: 'stop-share' });
  expect(store.getState().share).toBe('off');
  await actions.toggleShare();
  tell('command:given', { command: 'stop-share' });
  expect(store.getState().share).toBe('off');
  tell('command:given', { command: 'leave' });
  expect(store.getState().phase).toBe('lobby');
  tell('command:given', { command: 'toggle-microphone' });
  expect(store.getState().microphone).toBe('off');
});

test('the talk key opens the microphone as long as it is held', async () => {
  const { store, tell } = await open('call');
  tell('command:given', { command: 'talk-begin' });
  expect(store.getState().microphone).toBe('on');
  tell('command:given', { command: 'talk-end' });
  await vi.waitUntil(() => store.getState().microphone === 'off');
});

test('a locked screen ends microphone and camera, also one that is just being opened, and says so', async () => {
  const { store, actions, tell } = await open('call');
  tell('machine:locked', {});
  expect(shown).toEqual([]);
  await actions.toggleCamera();
  store.setState({ microphone: 'starting' });
  tell('machine:locked', {});
  expect(store.getState().camera).toBe('off');
  expect(store.getState().microphone).toBe('off');
  expect(shown).toEqual(['Meeting 04217: The screen was locked, so your microphone and camera are off.']);
});

test('a machine that woke has its line looked at', async () => {
  const { tell, verifyConnection } = await open('call');
  tell('machine:woke', {});
  expect(verifyConnection).toHaveBeenCalledOnce();
});

test('who joins is told while the window is not in front, unless notifications are off', async () => {
  const { store } = await open('call');
  store.setState({ room: makeRoom({ ...scene, people: 2 }) });
  expect(shown).toEqual(['Meeting 04217: 王小明 joined.']);
  page.focused.now = true;
  store.setState({ room: makeRoom({ ...scene, people: 3 }) });
  page.focused.now = false;
  const { view } = useDesktop.getState();
  if (view) useDesktop.setState({ view: { ...view, settings: { ...view.settings, notifications: false } } });
  store.setState({ room: makeRoom({ ...scene, people: 4 }) });
  expect(shown).toHaveLength(1);
});

test('where the system tells no release, the talk key works in the window', async () => {
  const { store } = await open('call');
  const { view } = useDesktop.getState();
  if (view)
    useDesktop.setState({
      view: { ...view, talkKey: 'press', settings: { ...view.settings, talkKey: 'Control+T' } },
    });
  const key = { code: 'KeyT', key: 't', ctrlKey: true, altKey: false, shiftKey: false, metaKey: false };
  page.dispatchEvent(Object.assign(new Event('keydown'), key));
  expect(store.getState().microphone).toBe('on');
  page.dispatchEvent(Object.assign(new Event('keyup'), { ...key, ctrlKey: false }));
  await vi.waitUntil(() => store.getState().microphone === 'off');
});
