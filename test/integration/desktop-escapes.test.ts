// A hostile page in the desktop program: a server that was taken over, or a script that got into its page. Everything here is tried
// over the built preload, the real guards and the real gate, and everything fails: ways out into other programs,
// windows and pages.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { miniWindowName } from '../../client/ipc.ts';
import { buildPreload } from '../helpers/electron-stand-in/load-preload.ts';
import type { StandInContents } from '../helpers/electron-stand-in/stand-in-contents.ts';
import { type OpenedShell, openShellOverStandIn, origin, ownPage } from './desktop-shell.ts';

let preload: string;
let opened: OpenedShell;
let page: StandInContents;

beforeAll(async () => {
  preload = await buildPreload();
});
beforeEach(async () => {
  opened = openShellOverStandIn({ preload });
  page = await opened.open('meeting');
});

/** Windows and programs that exist after something was tried. */
function opensNothing(): void {
  expect(opened.standIn.shell.opened).toEqual([]);
  expect(opened.standIn.windows).toHaveLength(1);
}

describe('an address for the operating system', () => {
  test.each([
    ['a file of the person', 'file:///etc/passwd'],
    ['a program of the person', 'file:///C:/Windows/System32/calc.exe'],
    ['a share on the network, which would be sent their password', 'smb://evil.example/share'],
    ['a share on the network as Windows writes it', '\\\\evil.example\\share\\run.exe'],
    ['a share on the network as a file', 'file://evil.example/share/run.exe'],
    ['a share on the network with slashes', '//evil.example/share'],
    ['a script', 'javascript:alert(1)'],
    ['a script of old', 'vbscript:msgbox(1)'],
    ['a page inside of an address', 'data:text/html,<script>alert(1)</script>'],
    ['a made document', `blob:${origin}/1-2-3`],
    ['the support tool of Windows', 'ms-msdt:/id PCWDiagnostic /skip force'],
    ['the search of Windows', 'search-ms:query=x&crumb=location:%5C%5Cevil.example'],
    ['the installer of Windows', 'ms-appinstaller:?source=https://evil.example/a.msix'],
    ['a text program of Windows', 'ms-word:ofe|u|https://evil.example/a.docm'],
    ['a terminal', 'ssh://-oProxyCommand=calc@evil.example'],
    ['a page of the browser itself', 'chrome://settings'],
    ['the developer tools', 'devtools://devtools/bundled/inspector.html'],
    ['a page of the program', ownPage('connect')],
    ['a link of the program', 'plenum://evil.example/12345'],
    ['the source of a page', 'view-source:https://evil.example'],
    ['a file under another name', 'filesystem:https://evil.example/temporary/a.exe'],
    ['a page without TLS', 'http://evil.example/'],
    ['a scheme in mixed case', 'JaVaScRiPt:alert(1)'],
    ['a file in mixed case', 'FiLe:///etc/passwd'],
    ['an encoded scheme', 'file%3A///etc/passwd'],
    ['a blank before the scheme', ' https://evil.example/'],
    ['a line break inside of the scheme', 'java\nscript:alert(1)'],
    ['a line break inside of a good scheme', 'ht\ntps://evil.example/'],
    ['a tab before the scheme', '\tfile:///etc/passwd'],
    ['a zero byte', 'https://evil.example/\0.exe'],
    ['a backslash for a slash', 'https:\\\\evil.example\\run'],
    ['a name and a password', 'https://meet.example.org:secret@evil.example/'],
    ['a word of a command line behind a link', 'https://evil.example/ --gpu-launcher=calc'],
    ['a quotation mark that ends a command', 'https://evil.example/"&calc&"\n'],
    ['a letter with a file of the person', 'mailto:a@evil.example?attach=/etc/passwd'],
    ['a letter with a file under its other name', 'mailto:a@evil.example?ATTACHMENT=/etc/passwd'],
    ['an address without end', `https://evil.example/${'a'.repeat(5000)}`],
    ['no address at all', 'run.exe'],
  ])('%s is not opened', (_what, url) => {
    expect(page.page.open(url)).toBe(false);
    expect(page.page.open(url, miniWindowName)).toBe(false);
    opensNothing();
  });

  test('a hundred links at once are one', () => {
    for (let link = 0; link < 100; link += 1) page.page.open(`https://evil.example/${link}`);
    expect(opened.standIn.shell.opened).toEqual(['https://evil.example/0']);
    expect(opened.standIn.windows).toHaveLength(1);
  });

  test('a link to a page is opened outside, and never inside', () => {
    expect(page.page.open('https://docs.example/')).toBe(false);
    expect(opened.standIn.shell.opened).toEqual(['https://docs.example/']);
    expect(opened.standIn.windows).toHaveLength(1);
  });
});

describe('a window', () => {
  test.each([
    ['with no name', 'about:blank', '', ''],
    ['with another name', 'about:blank', 'plenum-mini2', ''],
    ["with the mini window's name in capitals", 'about:blank', 'PLENUM-MINI', ''],
    ["with the mini window's name and another page", `${origin}/`, miniWindowName, 'width=320'],
    ["with the mini window's name and a fragment", 'about:blank#x', miniWindowName, ''],
    ['with a document from within its opener', 'about:srcdoc', miniWindowName, ''],
    ['that asks for Node', 'about:blank', miniWindowName, 'nodeIntegration=yes'],
    ['that asks to leave the sandbox', 'about:blank', miniWindowName, 'width=320,sandbox=no'],
    ['that brings a preload', 'about:blank', miniWindowName, 'preload=//evil.example/share/x.js'],
    ['that asks for a shared world', 'about:blank', miniWindowName, 'contextIsolation=no,nodeIntegration=1'],
    ['that asks for rights in one word', 'about:blank', miniWindowName, 'webPreferences=sandbox=no'],
    [
      'without a frame, over the whole screen',
      'about:blank',
      miniWindowName,
      'frame=no,fullscreen=yes,kiosk=yes',
    ],
    ['that nobody can see', 'about:blank', miniWindowName, 'show=no,opacity=0'],
    ['cut off from its opener', 'about:blank', miniWindowName, 'noopener'],
    ['that hides where it comes from', 'about:blank', miniWindowName, 'noreferrer,width=100'],
    ['of a size without end', 'about:blank', miniWindowName, 'width=99999999'],
  ])('%s is not opened', (_what, url, name, features) => {
    expect(page.page.open(url, name, features)).toBe(false);
    expect(opened.standIn.windows).toHaveLength(1);
  });

  test('of another page of the main window is not opened', async () => {
    await opened.open('connect');
    expect(page.page.open('about:blank', miniWindowName)).toBe(false);
    expect(page.page.open('https://evil.example/')).toBe(false);
    opensNothing();
  });

  test('of an unknown window is not opened, whatever it shows', () => {
    const { BrowserWindow } = opened.standIn.electron;
    const stranger = new BrowserWindow({}).webContents as unknown as StandInContents;
    stranger.commit(`${origin}/`);
    expect(stranger.page.open('about:blank', miniWindowName)).toBe(false);
    expect(stranger.page.open('https://evil.example/')).toBe(false);
    expect(stranger.page.goTo(`${origin}/other`)).toBe(false);
    expect(opened.standIn.shell.opened).toEqual([]);
  });

  test('of the mini window is not opened, and the mini window goes nowhere', () => {
    const mini = opened.openMini();
    expect(mini.page.open('about:blank', miniWindowName)).toBe(false);
    expect(mini.page.open('https://evil.example/')).toBe(false);
    expect(mini.page.goTo(`${origin}/`)).toBe(false);
    expect(opened.standIn.shell.opened).toEqual([]);
    expect(opened.standIn.windows).toHaveLength(2);
  });
});

describe('the page', () => {
  test.each([
    ['a file of the person', 'file:///etc/passwd'],
    ['a file that is dropped on it', 'file:///home/ada/Downloads/page.html'],
    ["the program's own page", ownPage('connect')],
    ["the program's own page with a reason", `${ownPage('connect')}?reason=page-crashed`],
    ['another server', 'https://evil.example/'],
    ['a server whose name only begins alike', 'https://meet.example.org.evil.example/'],
    ['a server whose name only ends alike', 'https://evilmeet.example.org/'],
    ["the server's name as somebody's user name", 'https://meet.example.org@evil.example/'],
    ['the server with a user name', 'https://ada@meet.example.org/'],
    ["the server's name with a dot behind it", 'https://meet.example.org./'],
    ['another port of the server', 'https://meet.example.org:8443/'],
    ['the server without TLS', 'http://meet.example.org/'],
    ['a name that looks alike in another script', 'https://mееt.example.org/'],
    ['a name that looks alike as it is written for machines', 'https://xn--mt-7lca.example.org/'],
    ['a page inside of an address', 'data:text/html,x'],
    ['a made document', `blob:${origin}/1-2-3`],
    ['a script', 'javascript:alert(1)'],
    ['an empty document', 'about:blank'],
    ['a page of the browser itself', 'chrome://gpu'],
    ['a letter', 'mailto:a@evil.example'],
    ['nothing that is an address', 'https://'],
  ])('does not go to %s, nor is it sent there', (_what, url) => {
    expect(page.page.goTo(url)).toBe(false);
    expect(page.page.redirect(url)).toBe(false);
    expect(page.page.frameGoesTo(url)).toBe(false);
    expect(page.getURL()).toBe(`${origin}/`);
    opensNothing();
  });

  test('loads no page of another server into a frame, nor one of its own', () => {
    expect(page.page.frameGoesTo('https://evil.example/')).toBe(false);
    expect(page.page.frameGoesTo(`${origin}/`)).toBe(false);
  });

  test('gets no page within a page', () => {
    expect(
      page.page.attachWebview({ preload: '/x.js', nodeIntegration: true }, 'https://evil.example/'),
    ).toBe(false);
    expect(page.preferences.webviewTag).toBe(false);
  });
});
