// Where the made-up account is signed in. Used by the made-up meeting.
import type { NewSignIn, SignedInDevice } from '../../../protocol/account/signed-in-devices.ts';

const atMs = Date.UTC(2026, 10, 30, 9, 30);
const hourMs = 60 * 60 * 1000;

export const fakeSignIn: NewSignIn = {
  sessionId: 'session1',
  program: 'Chrome',
  system: 'Linux',
  address: '192.0.2.7',
  signedInAtMs: atMs,
};

export const fakeDevices: readonly SignedInDevice[] = [
  {
    sessionId: 'session0',
    isThis: true,
    program: 'Firefox',
    system: 'macOS',
    address: '198.51.100.24',
    signedInAtMs: atMs - 500 * hourMs,
    usedAtMs: atMs,
  },
  { ...fakeSignIn, isThis: false, usedAtMs: atMs - hourMs },
  {
    sessionId: 'session2',
    isThis: false,
    program: 'Plenum',
    system: 'Windows',
    address: '2001:db8:1234:5678:9abc:def0:1234:5678',
    signedInAtMs: atMs - 1000 * hourMs,
    usedAtMs: atMs - 30 * hourMs,
  },
  { sessionId: 'session3', isThis: false, signedInAtMs: atMs - 900 * hourMs, usedAtMs: atMs - 400 * hourMs },
];
