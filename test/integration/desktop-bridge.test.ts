// The desktop program's pages and its main process joined: the built preload, the real gate, and a stand-in for Electron between
// them.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Audience, type CallName, calls, shellScheme } from '../../client/ipc.ts';
import { openGate } from '../../client/main/gate/gate.ts';
import type { WindowRole } from '../../client/main/gate/judge-sender.ts';
import { WindowRoles } from '../../client/main/windows/window-roles.ts';
import { ElectronStandIn } from '../helpers/electron-stand-in/electron-stand-in.ts';
import { buildPreload, preloadRunner } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import { samples, sampleHandlers } from './desktop-samples.ts';

const origin = 'https://meet.example.org';
const names = Object.keys(calls) as CallName[];

let preload: string;
let standIn: ElectronStandIn;
let roles: WindowRoles;
let heard: ReturnType<typeof sampleHandlers>['heard'];
let handlers: ReturnType<typeof sampleHandlers>['handlers'];
let logged: string[];
let nowMs: number;
let connected: string | null;

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(() => {
  standIn = new ElectronStandIn({ runPreload: preloadRunner(preload) });
  roles = new WindowRoles();
  ({ handlers, heard } = sampleHandlers());
  logged = [];
  nowMs = 0;
  connected = origin;
  openGate({
    electron: standIn.electron,
    handlers,
    roleOf: (contents) => roles.of(contents),
    connectedOrigin: () => connected,
    log: (sentence) => void logged.push(sentence),
    drawId: () => 'id7',
    nowMs: () => nowMs,
  });
});

/** A window that shows an address, with the bridge. */
async function openPage(url: string, role?: WindowRole): Promise<StandInContents> {
  const { BrowserWindow } = standIn.electron;
  const window = new BrowserWindow({ webPreferences: { preload: 'preload.cjs' } });
  if (role !== undefined) roles.set(window.webContents, role);
  await window.loadURL(url);
  return window.webContents as unknown as StandInContents;
}

function openAudience(audience: Audience): Promise<StandInContents> {
  if (audience === 'meeting') return openPage(`${origin}/`, 'main');
  return openPage(`${shellScheme}://pages/${audience}.html`, audience === 'connect' ? 'main' : audience);
}

/** Calls as the page's own script does. */
function callFrom(
  page: StandInContents,
  name: CallName,
  input: unknown = samples[name][0],
): Promise<unknown> {
  const call = page.page.bridge.calls[name] as (input: unknown) => Promise<unknown>;
  return call(input);
}

describe('a call from the page that it is for', () => {
  test.each(names.flatMap((name) => calls[name].for.map((audience) => [name, audience] as const)))(
    '%s of %s reaches its handler and comes back',
    async (name, audience) => {
      const page = await openAudience(audience);
      expect(await callFrom(page, name)).toEqual({ ok: true, value: samples[name][1] });
      expect(heard).toEqual([[name, samples[name][0]]]);
    },
  );
});
