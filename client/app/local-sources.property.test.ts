// Random presses against random delays and refusals: after quiet the button, the device's light, the server's list and what the
// others hear and see agree, for every source.
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import type { PeerInfo, RoomSnapshot } from '../../protocol/room/roster.ts';
import { DeviceError } from '../media/devices.ts';
import type { SwitchState } from './meeting-model.ts';
import type { Slow } from './fake-devices.ts';
import { type Stage, setUpSources } from './test-sources.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // Looked at to know whether this browser can send Speex.
  vi.stubGlobal('HTMLMediaElement', { prototype: {} });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Longer than any wait of the following, one after the other. */
const quietMs = 300_000;

type Press = 'microphone' | 'camera' | 'screen';
type Action =
  | { readonly kind: 'press' | 'on' | 'off'; readonly what: Press }
  | {
      readonly kind:
        | 'other-microphone'
        | 'other-camera'
        | 'other-quality'
        | 'other-share'
        | 'other-voice'
        | 'pull-out-microphone'
        | 'pull-out-camera'
        | 'end-share'
        | 'break'
        | 'leave'
        | 'enter';
    };

const what = fc.constantFrom<Press>('microphone', 'camera', 'screen');
const press = fc.record({ kind: fc.constantFrom('press' as const), what });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: press },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('on' as const, 'off' as const), what }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'other-microphone' as const,
        'other-camera' as const,
        'other-quality' as const,
        'other-share' as const,
        'other-voice' as const,
        'pull-out-microphone' as const,
        'pull-out-camera' as const,
        'end-share' as const,
        'break' as const,
        'leave' as const,
        'enter' as const,
      ),
    }),
  },
);
/** Each action and how long after the one before it comes, in milliseconds. */
const script = fc.array(fc.tuple(action, fc.constantFrom(0, 0, 1, 7, 40, 300, 2500)), {
  minLength: 1,
  maxLength: 25,
});

/** Delays in milliseconds, and how often something is refused, one after the other and over again. */
const hindrances = fc.record({
  delays: fc.array(fc.constantFrom(0, 0, 1, 5, 20, 90, 600, 4000), { minLength: 1, maxLength: 12 }),
  refusals: fc.array(fc.constantFrom(false, false, false, true), { minLength: 1, maxLength: 12 }),
  refusesDevices: fc.boolean(),
});

function holdBy({
  delays,
  refusals,
  refusesDevices,
}: typeof hindrances extends fc.Arbitrary<infer H> ? H : never) {
  let turn = 0;
  let quiet = false;
  const hold = async (slow: Slow) => {
    turn += 1;
    await new Promise((resolve) => setTimeout(resolve, delays[turn % delays.length]));
    if (quiet || !refusals[turn % refusals.length]) return;
    if (slow.startsWith('at-server')) throw new RequestError('too-often', { retryAfterMs: 400 });
    if (!refusesDevices) return;
    if (slow === 'open-microphone') throw new DeviceError('microphone-refused');
    if (slow === 'open-camera') throw new DeviceError('camera-busy');
    if (slow === 'open-screen') throw new DeviceError('share-refused');
  };
  return { hold, calmDown: () => (quiet = true) };
}

function isIn(stage: Stage): boolean {
  try {
    return !stage.call().left;
  } catch {
    return false;
  }
}

async function act(stage: Stage, action: Action): Promise<void> {
  const { own, devices, store } = stage;
  const prefer = (change: object) =>
    store.setState({ preferences: { ...store.getState().preferences, ...change } });
  const other = (id: string) => (id === 'a' ? 'b' : 'a');
  const { preferences } = store.getState();
  switch (action.kind) {
    case 'press':
      return own[action.what].toggle().catch(() => undefined);
    case 'on':
    case 'off':
      return own[action.what].set(action.kind === 'on').catch(() => undefined);
    case 'other-microphone':
      prefer({ microphoneId: other(preferences.microphoneId) });
      return own.microphone.look();
    case 'other-camera':
      prefer({ cameraId: other(preferences.cameraId) });
      return own.camera.followPreferences();
    case 'other-quality':
      prefer({ cameraQuality: preferences.cameraQuality === 'low' ? 'high' : 'low' });
      return own.camera.followPreferences();
    case 'other-share':
      prefer({ shareMode: preferences.shareMode === 'text' ? 'motion' : 'text' });
      return own.screen.look();
    case 'other-voice': {
      const used = store.getState().room?.voice.used === 'speex' ? 'opus' : 'speex';
      store.setState({ room: { voice: { used }, peers: [] as PeerInfo[] } as RoomSnapshot });
      return own.microphone.look();
    }
    case 'pull-out-microphone':
      return devices.live('microphone')[0]?.endByItself();
    case 'pull-out-camera':
      return devices.live('camera')[0]?.endByItself();
    case 'end-share':
      return devices
        .live('screen')
        .find(({ kind }) => kind === 'video')
        ?.endByItself();
    case 'break':
      return isIn(stage) ? breakConnection(stage) : undefined;
    case 'leave':
      return stage.leave();
    case 'enter':
      if (!isIn(stage)) stage.enter();
  }
}

async function breakConnection(stage: Stage): Promise<void> {
  const call = stage.call();
  call.room.breakConnection();
  await new Promise((resolve) => setTimeout(resolve, 700));
  if (call.left) return;
  await call.resume().catch(() => undefined);
  if (!call.left) stage.own.reconnected();
}

/** What must be true of every source once nothing is on its way any more. */
function expectAgreement(stage: Stage): void {
  const { store, devices, shown } = stage;
  const { microphone, camera, share } = store.getState();
  const room = isIn(stage) ? stage.call().room : undefined;
  const listed = [...(room?.list.values() ?? [])];
  const heard = room?.heard() ?? [];
  const of = (name: string) => listed.filter(({ source }) => source === name);
  const states: [Press, SwitchState][] = [
    ['microphone', microphone],
    ['camera', camera],
    ['screen', share],
  ];
  for (const [name, state] of states) {
    expect(['on', 'off'], name).toContain(state);
    expect(heard.includes(name), `${name} is ${state}`).toBe(state === 'on');
    const isMuted = of(name).every(({ paused }) => paused);
    expect(of(name).length === 1 && !isMuted, `${name} listed`).toBe(state === 'on');
    if (state === 'off' && name !== 'microphone') {
      expect(devices.live(name)).toEqual([]);
      expect(of(name)).toEqual([]);
    }
  }
  for (const { codec } of of('microphone')) expect(codec).toBe(store.getState().room?.voice.used ?? 'opus');
  expect(devices.live('microphone').length).toBeLessThanOrEqual(room ? 1 : 0);
  expect(devices.live('camera').length).toBe(camera === 'on' ? 1 : 0);
  if (share === 'off') expect(of('screen-sound')).toEqual([]);
  const pictures = listed.filter(({ source }) => source === 'camera' || source === 'screen');
  expect([...shown].toSorted()).toEqual(pictures.map(({ producerId }) => producerId).toSorted());
}

test('X10, X11: whatever was pressed, slow or refused, after quiet all sides agree', async () => {
  await fc.assert(
    fc.asyncProperty(script, hindrances, async (steps, hindered) => {
      const { hold, calmDown } = holdBy(hindered);
      const stage = setUpSources(hold);
      stage.enter();
      for (const [action, waitMs] of steps) {
        void act(stage, action);
        await vi.advanceTimersByTimeAsync(waitMs);
      }
      calmDown();
      await vi.advanceTimersByTimeAsync(quietMs);
      expectAgreement(stage);
      stage.leave();
      await vi.advanceTimersByTimeAsync(quietMs);
      expectAgreement(stage);
      expect(stage.devices.opened.filter(({ track }) => track.readyState === 'live')).toEqual([]);
    }),
    { numRuns: 1000 },
  );
}, 120_000);
