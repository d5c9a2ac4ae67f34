// The desktop program in a real Electron, where there is one: from the start into a meeting, and what its page can reach. Where there
// is none, that is said instead.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type ServerProcess, startServer } from '../helpers/server.ts';
import { type DesktopSession, openDesktopSession } from './desktop-session.ts';
import { planEndToEnd } from './plan-end-to-end.ts';

const root = join(import.meta.dirname, '../..');
const plan = planEndToEnd(process.env, root, existsSync);

if (plan.kind === 'run') inElectron(plan.program);
else {
  test('without Electron the end-to-end suite says that it is not run', () => {
    const print = vi.spyOn(console, 'log');
    console.log(plan.sentence);
    expect(print).toHaveBeenCalledWith(
      expect.stringMatching(/was not tried in Electron, because there is none at/),
    );
  });
}

test('a folder with an Electron is enough to run the suite, and one that is named comes first', () => {
  const isThere = (file: string) => file === '/opt/electron/electron';
  expect(planEndToEnd({ ELECTRON_OVERRIDE_DIST_PATH: '/opt/electron' }, root, isThere)).toEqual({
    kind: 'run',
    program: '/opt/electron/electron',
  });
  expect(planEndToEnd({}, root, isThere)).toMatchObject({ kind: 'not-run' });
  expect(planEndToEnd({}, root, () => true)).toMatchObject({
    program: join(root, 'node_modules/electron/dist/electron'),
  });
});

function inElectron(program: string): void {
  describe('in a real Electron', () => {
    let server: ServerProcess;
    let session: DesktopSession;

    beforeAll(async () => {
      server = await startServer();
      session = await openDesktopSession(program, server.url);
    });

    afterAll(async () => {
      await session.close();
      await server.stop();
    });

    test('the program goes to its server, and somebody registers and opens a meeting', async () => {
      const field = (id: string) => session.page.getByTestId(id);
      await field('register-open').click();
      await field('register-phone').fill('13800000001');
      await field('register-nickname').fill('Ada');
      await field('register-password').fill('correct horse battery');
      await field('register-confirm').fill('correct horse battery');
      await field('register-submit').click();
      await field('meeting-create').click();
      await field('call-view').waitFor();
      await expect.poll(() => field('call-number').innerText()).toMatch(/\d{5}/);
      await field('toggle-mic').click();
      await session.page.locator('[data-testid=toggle-mic][aria-pressed=true]').waitFor();
    });

    test('its page has the bridge, and nothing of Node or Electron', async () => {
      const reach = await session.page.evaluate(() => ({
        bridge: Object.keys(Reflect.get(globalThis, 'plenumDesktop') as object).sort(),
        foreign: ['require', 'process', 'module', 'Buffer', 'electron', 'global'].filter(
          (name) => name in globalThis,
        ),
      }));
      expect(reach).toEqual({ bridge: ['calls', 'on'], foreign: [] });
    });

    test('every window is isolated and sandboxed', async () => {
      const windows = await session.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map(({ webContents }) => {
          // Not in Electron's types, and the only word of what really holds.
          const read: unknown = Reflect.get(webContents, 'getLastWebPreferences');
          return typeof read === 'function' ? (read.call(webContents) as Record<string, unknown>) : {};
        }),
      );
      expect(windows.length).toBeGreaterThan(0);
      for (const preferences of windows) {
        expect(preferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
      }
    });

    test('its page gets neither to a file nor to another window', async () => {
      const opened = await session.page.evaluate(() => window.open('file:///etc/passwd') === null);
      expect(opened).toBe(true);
      await session.page.evaluate(() => {
        location.href = 'https://elsewhere.invalid/';
      });
      await session.page.getByTestId('call-view').waitFor();
      expect(session.page.url().startsWith(server.url)).toBe(true);
    });
  });
}
