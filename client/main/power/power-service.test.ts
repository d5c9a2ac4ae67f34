import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { CallState } from '../../ipc.ts';
import { CallWatch } from '../call/call-watch.ts';
import type { DesktopData } from '../store/desktop-data.ts';
import { PowerService, type PowerParts } from './power-service.ts';

const call: CallState = { number: '04217', microphone: 'on', camera: 'off', share: 'off' };

let calls: CallWatch;
let power: EventEmitter & { idleState: string; getSystemIdleState: () => string };
/** What is held off just now, by its number. */
let held: Map<number, string>;
let everHeld: number;
let told: string[];
let muteOnLock: boolean;
let windowShown: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  calls = new CallWatch();
  power = Object.assign(new EventEmitter(), {
    idleState: 'active',
    getSystemIdleState: (): string => power.idleState,
  });
  held = new Map();
  everHeld = 0;
  told = [];
  muteOnLock = true;
  windowShown = false;
});

afterEach(() => {
  vi.useRealTimers();
});

test('the machine is kept awake for as long as a call lasts, and the screen while the camera is on', () => {
  openService();
  expect([...held.values()]).toEqual([]);
  tellCall(call);
  expect([...held.values()]).toEqual(['prevent-app-suspension']);
  tellCall({ ...call, camera: 'on' });
  expect([...held.values()]).toEqual(['prevent-display-sleep']);
  tellCall(null);
  expect([...held.values()]).toEqual([]);
});

test('a change that asks for nothing new starts nothing new', () => {
  openService();
  tellCall(call);
  tellCall({ ...call, microphone: 'off' });
  expect(everHeld).toBe(1);
});

test('a window that comes to the front lights the screen', () => {
  const service = openService();
  tellCall(call);
  windowShown = true;
  service.refresh();
  expect([...held.values()]).toEqual(['prevent-display-sleep']);
});

test('a machine that wakes up is told to the page', () => {
  openService();
  power.emit('resume');
  expect(told).toEqual(['machine:woke']);
});

test('a lock is told where the person wants microphone and camera off then', () => {
  openService();
  power.emit('lock-screen');
  muteOnLock = false;
  power.emit('lock-screen');
  expect(told).toEqual(['machine:locked']);
});

test('on Linux a lock is noticed once by looking, in calls only', () => {
  openService('linux');
  power.idleState = 'locked';
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
  tellCall(call);
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual(['machine:locked']);
  power.idleState = 'active';
  vi.advanceTimersByTime(10_000);
  power.idleState = 'locked';
  vi.advanceTimersByTime(10_000);
  expect(told).toEqual(['machine:locked', 'machine:locked']);
});

test('a program that ends lets the machine go', () => {
  const service = openService('linux');
  tellCall(call);
  service.close();
  expect([...held.values()]).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

function openService(platform: NodeJS.Platform = 'win32'): PowerService {
  const powerSaveBlocker = {
    start: (blocker: string) => {
      everHeld++;
      held.set(everHeld, blocker);
      return everHeld;
    },
    stop: (id: number) => held.delete(id),
  };
  return new PowerService({
    electron: { powerMonitor: power, powerSaveBlocker } as unknown as PowerParts['electron'],
    store: {
      get data() {
        return { settings: { muteOnLock } } as DesktopData;
      },
      change: () => {},
    },
    calls,
    platform,
    isWindowShown: () => windowShown,
    tell: (name) => void told.push(name),
  });
}

function tellCall(state: CallState | null): void {
  void calls.handlers()['call:tell']({ call: state });
}
