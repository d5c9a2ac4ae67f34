import { EventEmitter } from 'node:events';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { DesktopLink } from '../../link/desktop-link.ts';
import type { Electron } from '../electron.ts';
import { linkFromArguments } from './link-from-arguments.ts';
import { listenForLinks, registerLinks } from './listen-for-links.ts';

class FakeApp extends EventEmitter {
  readonly registered: unknown[] = [];
  readonly isPackaged: boolean;

  constructor(isPackaged = true) {
    super();
    this.isPackaged = isPackaged;
  }
  setAsDefaultProtocolClient(...all: unknown[]): boolean {
    this.registered.push(all);
    return true;
  }
  /** In the type that the program takes; the rest of Electron's `app` is not there. */
  get asElectron(): Electron['app'] {
    return this as unknown as Electron['app'];
  }
}

const good = 'plenum://meet.example.org/12345?key=S';
const link: DesktopLink = { origin: 'https://meet.example.org', number: '12345', secret: 'S' };

test('the link is found among the other arguments, whatever they are', () => {
  expect(linkFromArguments(['plenum', '.', '--inspect', '--', 'plenum://x', good])).toEqual(link);
  expect(linkFromArguments(['plenum', `--link=${good}`, 'https://meet.example.org/#/12345'])).toBeUndefined();
  expect(linkFromArguments([])).toBeUndefined();
});

test('a second start and macOS’ own event bring links; what is none brings nothing', () => {
  const app = new FakeApp();
  const heard: DesktopLink[] = [];
  listenForLinks(app.asElectron, (each) => heard.push(each));
  let prevented = 0;
  const event = { preventDefault: () => (prevented += 1) };
  app.emit('second-instance', {}, ['plenum', '--', good], '/');
  app.emit('second-instance', {}, ['plenum'], '/');
  app.emit('open-url', event, good);
  app.emit('open-url', event, 'plenum://user@meet.example.org/12345');
  expect([heard, prevented]).toEqual([[link, link], 2]);
});

test('the system is told how to start the program, packaged or from source, with nothing after `--` read as an option', () => {
  const packaged = new FakeApp();
  expect(registerLinks(packaged.asElectron, { execPath: '/opt/plenum', argv: ['/opt/plenum', good] })).toBe(
    true,
  );
  expect(packaged.registered).toEqual([['plenum', '/opt/plenum', ['--']]]);
  const source = new FakeApp(false);
  registerLinks(source.asElectron, { execPath: '/bin/electron', argv: ['/bin/electron', 'dist/desktop'] });
  expect(source.registered).toEqual([['plenum', '/bin/electron', [resolve('dist/desktop'), '--']]]);
});
