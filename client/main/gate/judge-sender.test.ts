import { expect, test } from 'vitest';
import { judgeSender, type Sender } from './judge-sender.ts';

const connected = 'https://meet.example.org';
const meeting: Sender = {
  role: 'main',
  isLiveMainFrame: true,
  origin: connected,
  url: `${connected}/#/12345`,
};
const own = (page: string, role: Sender['role']): Sender => ({
  role,
  isLiveMainFrame: true,
  origin: 'plenum-shell://pages',
  url: `plenum-shell://pages/${page}.html`,
});

test.each([
  ['the page of the connected server', meeting, 'meeting'],
  ['the page that asks for a server', own('connect', 'main'), 'connect'],
  [
    'that page with a reason',
    { ...own('connect', 'main'), url: 'plenum-shell://pages/connect.html?reason=x' },
    'connect',
  ],
  ['the picker', own('picker', 'picker'), 'picker'],
  ['the badge', own('badge', 'badge'), 'badge'],
] as const)('%s is known', (_who, sender, audience) => {
  expect(judgeSender(sender, connected)).toBe(audience);
});

test.each<[string, Sender]>([
  ['a window that the program does not know', { ...meeting, role: undefined }],
  ['a frame inside of the page', { ...meeting, isLiveMainFrame: false }],
  ['another server', { ...meeting, origin: 'https://evil.example', url: 'https://evil.example/' }],
  ['a page that only says where it is', { ...meeting, origin: 'https://evil.example' }],
  ['a document without an origin of its own', { ...meeting, origin: 'null' }],
  ['a document that the page has written', { ...meeting, url: 'about:blank' }],
  ['a document that the page has made', { ...meeting, url: `blob:${connected}/1-2-3` }],
  ['another port', { ...meeting, origin: `${connected}:8443`, url: `${connected}:8443/` }],
  [
    'the same host without TLS',
    { ...meeting, origin: 'http://meet.example.org', url: 'http://meet.example.org/' },
  ],
  ['the meeting in the window of the picker', { ...meeting, role: 'picker' }],
  ['the picker in the main window', own('picker', 'main')],
  ['the badge in the window of the picker', own('badge', 'picker')],
  ['the page that asks for a server in the window of the badge', own('connect', 'badge')],
  ['a page of the program that does not exist', own('other', 'main')],
  ['another host of the scheme', { ...own('connect', 'main'), url: 'plenum-shell://other/connect.html' }],
  ['a page of the program without its origin', { ...own('connect', 'main'), origin: 'null' }],
  ['a page below the pages', { ...own('connect', 'main'), url: 'plenum-shell://pages/a/connect.html' }],
])('%s is no known sender', (_who, sender) => {
  expect(judgeSender(sender, connected)).toBeUndefined();
});

test('while the program shows its own page, no server is a meeting', () => {
  expect(judgeSender(meeting, null)).toBeUndefined();
  expect(judgeSender({ ...meeting, origin: 'null', url: 'about:blank' }, null)).toBeUndefined();
});
