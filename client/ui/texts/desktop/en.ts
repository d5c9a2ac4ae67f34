// English texts of the desktop program's own pages and of what the meeting shows in it only. Part of the English texts.
import type { DesktopErrorCode, KeyTrouble, LostReason } from '../../../ipc.ts';
import type { ProblemCode } from '../problem-code.ts';

/** What keeps a server from being connected to, and what to do. */
const refusals: Record<DesktopErrorCode, string> = {
  'server-unreachable': 'This server does not answer. Check the address and your network, and try again.',
  'not-permitted-here': 'The program did not accept this. Close it and start it again.',
  'bad-arguments': 'This is too long for an address. Check it and try again.',
  'address-invalid':
    'This is not the address of a server. Type one like meet.example.org or 192.168.1.20:3000.',
  'address-insecure': 'Other computers can be reached only over https. Ask for the server’s https address.',
  'not-a-plenum-server': 'Something answers there, but no Plenum server. Check the address.',
  'certificate-changed':
    'The server shows another certificate than before. Do not connect before you have asked.',
};

/** Why a meeting could not go on. */
const lost: Record<LostReason, string> = {
  'server-unreachable': 'The server no longer answers. Connect again once your network is back.',
  'page-crashed': 'The meeting’s page failed again and again. Connect once more, or start the program anew.',
};

const keyTroubles: Record<NonNullable<KeyTrouble>, string> = {
  taken: 'Another program already has this key. Choose another one.',
  'same-key': 'Both functions have this key. Choose another one for one of them.',
  'not-a-key': 'This system cannot listen for this key. Choose another one.',
  'no-release':
    'This system does not tell when a key is let go, so it works only while this window is in front.',
};

/** Instead of sentences that speak of a browser. */
const problems: Partial<Record<ProblemCode, string>> = {
  'unknown-request': 'The program does not match the server. Quit it and start it again.',
  'version-mismatch': 'The server has been updated. Quit the program and start it again.',
  'camera-refused':
    'The system blocks the camera. Allow it for Plenum in the system’s privacy settings and turn it on again.',
  'microphone-refused':
    'The system blocks the microphone. Allow it for Plenum in the system’s privacy settings and turn it on again.',
};

export const desktopEn = {
  problems,
  openHere: 'Open in the desktop program',
  notKept:
    'This computer has no safe place to keep your sign-in, so you will be asked again when the program starts.',
  notices: { locked: 'The screen was locked, so your microphone and camera are off.' },
  settings: {
    title: 'Desktop program',
    closeToTray: 'Keep running when the window is closed',
    closeToTrayHint: 'Your meeting goes on. The icon in the system’s bar brings the window back.',
    startAtLogin: 'Start when you log in to this computer',
    startAtLoginHint: 'The program then waits in the system’s bar.',
    startAtLoginMissing: 'This system does not start programs for us. Add Plenum to its autostart yourself.',
    muteOnLock: 'Switch microphone and camera off when the screen is locked',
    muteOnLockHint: 'They stay off until you switch them on again.',
    notifications: 'Show notifications',
    notificationsHint: 'When somebody joins, or nobody hears you, while this window is not in front.',
    vaultKept: 'Your sign-in is kept in this system’s vault.',
    muteKey: 'Microphone on and off, in every program',
    talkKey: 'Hold to talk, in every program',
    noKey: 'None',
    changeKey: (name: string) => `Change the key: ${name}`,
    change: 'Change',
    pressKeys: 'Press the keys…',
    pressKeysHint: 'Escape keeps the old key, Backspace removes it.',
    needsModifier: 'Hold Ctrl, Alt or the system key with it, or other programs could no longer use it.',
    unknownKey: 'This key cannot be used. Press another one.',
    keyTroubles,
    version: (version: string) => `Version ${version}`,
    updates: {
      none: 'No newer version is known.',
      downloading: 'A newer version is being downloaded.',
      failed: 'The last look for a newer version failed. The program tries again by itself.',
      unsupported: 'This installation is not updated from here. Get newer versions where you got this one.',
    },
    updateReady: (version: string) => `Version ${version} is ready.`,
    update: 'Restart to update',
    updateInCall: 'Leave the meeting first: an update restarts the program.',
    leaveServer: 'Use another server',
    leaveServerInCall: 'Leave the meeting first to use another server.',
  },
  connect: {
    title: 'Connect to a server',
    hint: 'The people who run it can tell you its address.',
    address: 'Address of the server',
    submit: 'Connect',
    connecting: 'Connecting…',
    known: 'Servers you used',
    forget: (server: string) => `Forget ${server} and its sign-in`,
    pinned: 'Certificate compared',
    refusals,
    lost,
    unknownTitle: 'Is this the right server?',
    unknown: (server: string) =>
      `${server} shows a certificate that it made itself. Compare its fingerprint before you go on:`,
    fingerprint: 'Fingerprint of the certificate (SHA-256)',
    compare:
      'The server prints the same fingerprint when it starts, after “SHA-256”. Ask the people who run it to read it out to you.',
    trust: 'They are the same: connect',
    changedTitle: 'This may be another server',
    changed: (server: string) =>
      `${server} shows another certificate than the one you compared earlier. The program does not connect to it.`,
    pinnedFingerprint: 'Compared earlier',
    seenFingerprint: 'Shown now',
    whatNow:
      'Ask the people who run the server whether it has a new certificate. If it has, forget the server in the list, connect again and compare. If it has not, somebody else is answering.',
  },
  picker: {
    title: 'What do you want to share?',
    screens: 'Screens',
    windows: 'Windows',
    looking: 'Looking for screens and windows…',
    noScreens: 'The system shows no screen.',
    noWindows: 'No window is open that can be shared.',
    sound: 'Share the sound too',
    soundHint: 'Everybody hears what this computer plays.',
    share: 'Share',
    choices: { screen: 'Screens to share', window: 'Windows to share' },
  },
  badge: {
    sharing: 'You are sharing your screen',
    sharingNamed: (name: string) => `You are sharing: ${name}`,
    stop: 'Stop',
  },
};

/** What every language provides. */
export type DesktopTexts = typeof desktopEn;
