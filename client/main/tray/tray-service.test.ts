import { EventEmitter } from 'node:events';
import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test } from 'vitest';
import type { CallState } from '../../ipc.ts';
import { CallWatch } from '../call/call-watch.ts';
import type { DesktopData } from '../store/desktop-data.ts';
import { TrayService, type TrayParts } from './tray-service.ts';

const call: CallState = { number: '04217', microphone: 'on', camera: 'off', share: 'on' };

/** What a tray was made to show; only the parts of Electron that the service touches. */
class TrayStandIn extends EventEmitter {
  static last: TrayStandIn;
  toolTip = '';
  items: readonly MenuItemConstructorOptions[] = [];
  destroyed = false;

  constructor() {
    super();
    TrayStandIn.last = this;
  }

  setImage(): void {}

  setToolTip(text: string): void {
    this.toolTip = text;
  }

  setContextMenu(items: readonly MenuItemConstructorOptions[]): void {
    this.items = items;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  destroy(): void {
    this.destroyed = true;
  }
}

let done: unknown[];
let appearance: DesktopData['appearance'];
let calls: CallWatch;
let service: TrayService;

beforeEach(() => {
  done = [];
  appearance = { language: 'en', theme: 'system' };
  calls = new CallWatch();
  const image = { addRepresentation: () => {}, setTemplateImage: () => {} };
  service = new TrayService({
    electron: {
      Tray: TrayStandIn,
      Menu: { buildFromTemplate: (items: unknown) => items },
      nativeImage: { createEmpty: () => image },
    } as unknown as TrayParts['electron'],
    store: {
      get data() {
        return { appearance } as DesktopData;
      },
      change: () => {},
    },
    calls,
    platform: 'linux',
    isConnected: () => true,
    tell: (name, event) => void done.push([name, event]),
    showWindow: () => void done.push('show'),
    quit: () => void done.push('quit'),
  });
});

test('the tray follows the call by itself', () => {
  expect(TrayStandIn.last.toolTip).toBe('Plenum: not in a meeting');
  void calls.handlers()['call:tell']({ call });
  expect(TrayStandIn.last.toolTip).toBe('Plenum: meeting 04217, sharing your screen');
  calls.pageLeft();
  expect(TrayStandIn.last.toolTip).toBe('Plenum: not in a meeting');
});

test('every entry of the menu does what it says', () => {
  void calls.handlers()['call:tell']({ call });
  for (const label of [
    'Open Plenum',
    'Switch microphone off',
    'Stop sharing',
    'Leave the meeting',
    'Quit Plenum',
  ])
    press(label);
  expect(done).toEqual([
    'show',
    ['command:given', { command: 'toggle-microphone' }],
    ['command:given', { command: 'stop-share' }],
    ['command:given', { command: 'leave' }],
    'quit',
  ]);
});

test('a click on the tray brings the window', () => {
  TrayStandIn.last.emit('click');
  expect(done).toEqual(['show']);
});

test('the tray speaks the language of the page', () => {
  appearance = { language: 'zh', theme: 'system' };
  service.refresh();
  expect(TrayStandIn.last.toolTip).toBe('Plenum：不在会议中');
});

test('a closed tray stays quiet when the call changes', () => {
  service.close();
  TrayStandIn.last.toolTip = 'gone';
  calls.pageLeft();
  expect(TrayStandIn.last.toolTip).toBe('gone');
});

function press(label: string): void {
  const item = TrayStandIn.last.items.find((entry) => entry.label === label);
  // The arguments of a real click name item and window; the service looks at neither.
  (item?.click as (() => void) | undefined)?.();
}
