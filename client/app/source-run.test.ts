// Own sources over devices, a server and a connection that answer when the test says so: late, never, twice, or with a refusal.
import { describe, expect, test } from 'vitest';
import { RequestError } from '../../protocol/error-codes.ts';
import { CallError } from '../link/call-error.ts';
import { DeviceError } from '../media/devices.ts';
import type { Slow } from './fake-devices.ts';
import { setUpSources, type Stage } from './test-sources.ts';

interface Waiting {
  readonly what: Slow;
  go(): void;
  refuse(error: unknown): void;
}

/** Everything passes at once, but for what is named here: that waits for the test. */
function setUp(...held: Slow[]) {
  const waiting: Waiting[] = [];
  const refusals: { what: Slow; error: unknown }[] = [];
  const stage = setUpSources((what) => {
    const refused = refusals.findIndex((each) => each.what === what);
    if (refused >= 0) throw refusals.splice(refused, 1)[0]?.error;
    if (!held.includes(what)) return;
    return new Promise((resolve, reject) => waiting.push({ what, go: resolve, refuse: reject }));
  });
  stage.enter();
  return {
    ...stage,
    waiting,
    /** The next of these is refused. */
    refuse: (what: Slow, error: unknown) => refusals.push({ what, error }),
    next: async (count: number): Promise<Waiting> => {
      await expect.poll(() => waiting.length).toBeGreaterThanOrEqual(count);
      return waiting[count - 1] as Waiting;
    },
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const listed = ({ call }: Pick<Stage, 'call'>) => [...call().room.list.values()].map(({ source }) => source);
const tooOften = new RequestError('too-often', { retryAfterMs: 1 });

describe.each(['microphone', 'camera', 'screen'] as const)('%s', (name) => {
  const opening: Slow = `open-${name}`;
  const stateOf = ({ store }: Pick<Stage, 'store'>) => store.getState()[name === 'screen' ? 'share' : name];

  test('X1: a device that opens after its call was left is closed at once, and another call hears nothing of it', async () => {
    const stage = setUp(opening);
    const pressed = stage.own[name].toggle();
    const prompt = await stage.next(1);
    stage.leave();
    await pressed;
    stage.enter();
    prompt.go();
    await settled();
    expect(stage.devices.opened.length).toBeGreaterThan(0);
    expect(stage.devices.live(name)).toEqual([]);
    expect([stateOf(stage), listed(stage)]).toEqual(['off', []]);
  });

  test('X1: asked again in the next call, only the later answer counts, whichever comes first', async () => {
    const stage = setUp(opening);
    void stage.own[name].toggle();
    const first = await stage.next(1);
    stage.leave();
    stage.enter();
    const pressed = stage.own[name].toggle();
    const second = await stage.next(2);
    first.go();
    await settled();
    expect([stateOf(stage), listed(stage), stage.devices.live(name)]).toEqual(['starting', [], []]);
    second.go();
    await pressed;
    expect([stateOf(stage), listed(stage)[0]]).toEqual(['on', name]);
  });

  test('U6: a second press while the device opens wins, and a third', async () => {
    const stage = setUp(opening);
    void stage.own[name].toggle();
    const first = await stage.next(1);
    await stage.own[name].toggle();
    expect(stateOf(stage)).toBe('off');
    first.go();
    await settled();
    expect([stage.devices.live(name), listed(stage)]).toEqual([[], []]);
    const pressed = stage.own[name].toggle();
    (await stage.next(2)).go();
    await pressed;
    expect([stateOf(stage), listed(stage)[0]]).toEqual(['on', name]);
  });

  test('B3: switched off while the server is asked, nothing is left on, and it can be switched on again', async () => {
    const stage = setUp('from-server media:produce');
    void stage.own[name].toggle();
    const answer = await stage.next(1);
    const off = stage.own[name].toggle();
    answer.go();
    await off;
    expect(stateOf(stage)).toBe('off');
    expect(stage.call().room.heard()).toEqual([]);
    void stage.own[name].toggle();
    if (name !== 'microphone') (await stage.next(2)).go();
    await expect.poll(() => stage.call().room.heard()).toContain(name);
    expect(stateOf(stage)).toBe('on');
  });

  test('a device that is refused leaves the button off, and the person who pressed is shown why', async () => {
    const stage = setUp();
    stage.refuse(opening, new DeviceError('insecure-page'));
    await expect(stage.own[name].toggle()).rejects.toThrow(DeviceError);
    expect([stateOf(stage), listed(stage)]).toEqual(['off', []]);
  });

  test('B4: a source that the server refuses has its device closed', async () => {
    const stage = setUp();
    stage.refuse('at-server media:produce', new RequestError('limit-reached'));
    await expect(stage.own[name].toggle()).rejects.toThrow(RequestError);
    await settled();
    expect([stateOf(stage), listed(stage), stage.devices.live(name)]).toEqual(['off', [], []]);
  });

  test('X11: refused to end it, the server is asked again until it agrees, and it can be switched on anew', async () => {
    const stage = setUp();
    await stage.own[name].toggle();
    for (let times = 0; times < 3; times += 1) {
      stage.refuse(`at-server media:${name === 'microphone' ? 'pause' : 'close'}`, tooOften);
    }
    await stage.own[name].toggle();
    await expect.poll(() => stage.call().room.heard()).toEqual([]);
    await stage.own[name].toggle();
    await expect.poll(() => stage.call().room.heard()).toContain(name);
    const muted = [...stage.call().room.list.values()].filter(({ paused }) => paused);
    expect([stateOf(stage), muted]).toEqual(['on', []]);
  });

  test('switched on while the connection is broken, it is sent when the connection is back', async () => {
    const stage = setUp();
    stage.call().room.breakConnection();
    await stage.own[name].toggle();
    expect([stateOf(stage), listed(stage)]).toEqual(['on', []]);
    await stage.call().resume();
    stage.own.reconnected();
    await expect.poll(() => stage.call().room.heard()).toContain(name);
  });

  test('switched on and off while the connection is broken, it is not sent when it is back', async () => {
    const stage = setUp();
    stage.call().room.breakConnection();
    await stage.own[name].toggle();
    await stage.own[name].toggle();
    await stage.call().resume();
    stage.own.reconnected();
    await settled();
    expect([stateOf(stage), stage.call().room.heard()]).toEqual(['off', []]);
  });

  test('an answer that the connection lost leaves nothing behind that others see', async () => {
    const stage = setUp('from-server media:produce');
    void stage.own[name].toggle();
    const answer = await stage.next(1);
    stage.call().room.breakConnection();
    answer.refuse(new CallError('connection-lost'));
    await settled();
    void stage.own[name].toggle();
    await stage.call().resume();
    stage.own.reconnected();
    await settled();
    expect([stateOf(stage), stage.call().room.heard()]).toEqual(['off', []]);
  });
});

describe('microphone', () => {
  test('B4: a microphone whose sound cannot be taken is closed', async () => {
    const stage = setUp();
    stage.refuse('start-microphone', new Error('no worklet'));
    await expect(stage.own.microphone.toggle()).rejects.toThrow('no worklet');
    expect([stage.store.getState().microphone, stage.devices.live('microphone')]).toEqual(['off', []]);
  });

  test('X1: a call that is left while the engine takes the microphone over has it closed at once', async () => {
    const stage = setUp('start-microphone');
    void stage.own.microphone.toggle();
    const starting = await stage.next(1);
    expect(stage.devices.live('microphone')).toHaveLength(1);
    stage.leave();
    expect(stage.devices.live('microphone')).toEqual([]);
    starting.go();
    await settled();
    expect(stage.devices.live('microphone')).toEqual([]);
  });

  test('X10: pressed very fast while the server refuses, listeners and button agree', async () => {
    const stage = setUp();
    await stage.own.microphone.toggle();
    for (let press = 0; press < 20; press += 1) {
      stage.refuse('at-server media:pause', tooOften);
      void stage.own.microphone.toggle();
    }
    void stage.own.microphone.toggle();
    expect(stage.store.getState().microphone).toBe('off');
    await expect.poll(() => stage.waiting.length).toBe(0);
    const paused = () => [...stage.call().room.list.values()].map((each) => each.paused);
    await expect.poll(paused).toEqual([true]);
    void stage.own.microphone.toggle();
    await expect.poll(paused).toEqual([false]);
    expect(stage.call().room.heard()).toEqual(['microphone']);
  });

  test('another device takes the place of the one in use, which is closed; one that is refused leaves it on', async () => {
    const stage = setUp();
    const prefer = (microphoneId: string) => {
      const { preferences } = stage.store.getState();
      stage.store.setState({ preferences: { ...preferences, microphoneId } });
      stage.own.microphone.look();
    };
    await stage.own.microphone.toggle();
    prefer('headset');
    await expect.poll(() => stage.devices.opened.length).toBe(2);
    await settled();
    expect(stage.devices.live('microphone')).toEqual([stage.devices.opened[1]?.track]);
    expect(stage.call().room.heard()).toEqual(['microphone']);
    stage.refuse('open-microphone', new DeviceError('microphone-busy'));
    prefer('broken');
    await settled();
    expect(stage.store.getState()).toMatchObject({
      microphone: 'on',
      deviceProblems: { microphone: { code: 'microphone-busy' } },
    });
    expect(stage.call().room.heard()).toEqual(['microphone']);
  });

  test('one that starts muted is muted for both sides after a break, too', async () => {
    const stage = setUp('from-server media:produce');
    void stage.own.microphone.toggle();
    const answer = await stage.next(1);
    void stage.own.microphone.toggle();
    answer.go();
    await settled();
    stage.call().room.breakConnection();
    await stage.call().resume();
    stage.own.reconnected();
    await settled();
    expect([...stage.call().room.list.values()].map(({ paused }) => paused)).toEqual([true]);
  });
});

describe('camera', () => {
  test('B10: a device that is chosen while another opens is the one that is sent', async () => {
    const stage = setUp('open-camera');
    const pressed = stage.own.camera.toggle();
    const first = await stage.next(1);
    const { preferences } = stage.store.getState();
    stage.store.setState({ preferences: { ...preferences, cameraId: 'other' } });
    void stage.own.camera.followPreferences();
    (await stage.next(2)).go();
    await pressed;
    first.go();
    await settled();
    expect(stage.devices.live('camera')).toEqual([stage.devices.opened[0]?.track]);
    expect(stage.call().room.heard()).toEqual(['camera']);
  });

  test('X9: one that is pulled out is replaced at once, although the connection delays the notice of its end', async () => {
    const stage = setUp('to-server media:close');
    await stage.own.camera.toggle();
    stage.devices.live('camera')[0]?.endByItself();
    const telling = await stage.next(1);
    await expect.poll(() => stage.store.getState().problem).toEqual({ code: 'camera-changed' });
    expect(stage.devices.live('camera')).toHaveLength(1);
    telling.go();
    await expect.poll(() => stage.call().room.heard()).toEqual(['camera']);
    expect(listed(stage)).toEqual(['camera']);
  });

  test('X9: one that is pulled out while the server is asked is replaced', async () => {
    const stage = setUp('from-server media:produce');
    void stage.own.camera.toggle();
    const answer = await stage.next(1);
    stage.devices.live('camera')[0]?.endByItself();
    answer.go();
    (await stage.next(2)).go();
    await expect.poll(() => stage.call().room.heard()).toEqual(['camera']);
    expect(stage.store.getState()).toMatchObject({ camera: 'on', problem: { code: 'camera-changed' } });
    expect(listed(stage)).toEqual(['camera']);
  });
});

describe('screen', () => {
  test('B2: a sound that is refused leaves the picture on, says so, and everything goes off together', async () => {
    const stage = setUp('at-server media:produce');
    const pressed = stage.own.screen.toggle();
    (await stage.next(1)).go();
    (await stage.next(2)).refuse(new RequestError('limit-reached'));
    await pressed;
    await settled();
    expect(stage.store.getState()).toMatchObject({ share: 'on', problem: { code: 'limit-reached' } });
    expect(listed(stage)).toEqual(['screen']);
    await stage.own.screen.toggle();
    expect([listed(stage), stage.devices.live('screen')]).toEqual([[], []]);
  });

  test.each(['from-server media:produce', 'to-server media:produce'] as const)(
    'X9, B10: a share that the browser ends while it is being sent (%s) is off for all',
    async (slow) => {
      const stage = setUp(slow);
      void stage.own.screen.toggle();
      const asked = await stage.next(1);
      stage.devices.opened[0]?.track.endByItself();
      expect(stage.store.getState().share).toBe('off');
      asked.go();
      await expect.poll(() => listed(stage)).toEqual([]);
      expect(stage.devices.live('screen')).toEqual([]);
    },
  );

  test('stopped while its sound is being sent, neither stays on', async () => {
    const stage = setUp('from-server media:produce');
    void stage.own.screen.toggle();
    (await stage.next(1)).go();
    const sound = await stage.next(2);
    void stage.own.screen.toggle();
    sound.go();
    await expect.poll(() => listed(stage)).toEqual([]);
    expect([stage.store.getState().share, stage.devices.live('screen'), stage.shown.size]).toEqual([
      'off',
      [],
      0,
    ]);
  });
});
