// An honest question and answer for every call of the contract. Used by the tests of the desktop program's gate.
import type { CallHandlers } from '../../client/main/gate/call-handlers.ts';
import type { CallInput, CallName, CallOutput } from '../../client/ipc.ts';

const account = { accountId: '1', nickname: 'Ada', phone: '100200300' };
const call = { number: '12345', microphone: 'on', camera: 'off', share: 'off' } as const;
const settings = {
  closeToTray: true,
  startAtLogin: false,
  muteOnLock: false,
  notifications: true,
  muteKey: 'Control+Shift+M',
  talkKey: '',
};
const view = {
  version: '0.1.0',
  settings,
  vault: true,
  talkKey: 'release',
  startAtLogin: true,
  keyTroubles: {},
  update: { state: 'none' },
} as const;
const appearance = { language: 'zh', theme: 'dark' } as const;
const origin = 'https://meet.example.org';
const fingerprint = 'ab'.repeat(32);

export const samples: { readonly [N in CallName]: readonly [CallInput<N>, CallOutput<N>] } = {
  'session:restore': [{}, account],
  'session:sign-in': [{ login: 'Ada', password: 'secret', staySignedIn: true }, account],
  'session:register': [{ phone: '100200300', nickname: 'Ada', password: 'secret' }, account],
  'session:ticket': [{}, { ticket: 'word' }],
  'session:sign-out': [{ everywhere: true }, {}],
  'session:devices': [
    {},
    {
      devices: [
        { sessionId: 's1', isThis: true, program: 'Plenum', system: 'Linux', signedInAtMs: 1, usedAtMs: 2 },
      ],
      newSignIns: [{ sessionId: 's2', address: '192.0.2.7', signedInAtMs: 1 }],
    },
  ],
  'session:sign-out-device': [{ sessionId: 's2' }, {}],
  'session:sign-out-others': [{}, {}],
  'session:change-password': [{ current: 'secret', next: 'better' }, {}],
  'session:ask': [{ name: 'message:history', input: { conversation: 'c1' } }, { answer: { more: false } }],
  'session:forget': [{}, {}],
  'call:tell': [{ call }, {}],
  'call:resume': [{}, call],
  'appearance:tell': [appearance, {}],
  'appearance:read': [{}, appearance],
  'desktop:describe': [{}, view],
  'desktop:change': [{ closeToTray: true }, view],
  'desktop:update': [{}, {}],
  'server:leave': [{}, {}],
  'servers:list': [{}, { servers: [{ origin }] }],
  'servers:connect': [{ address: 'meet.example.org' }, { kind: 'connected' }],
  'servers:trust': [{ origin, fingerprint }, { kind: 'connected' }],
  'servers:forget': [{ origin }, {}],
  'picker:sources': [
    {},
    { sources: [{ id: 'screen:0:0', kind: 'screen', name: 'Screen', thumbnail: '' }], sound: false },
  ],
  'picker:choose': [{ id: 'screen:0:0', sound: false }, {}],
  'badge:describe': [{}, { name: 'Screen 1' }],
  'badge:stop': [{}, {}],
};

/** A handler for every call that answers with its sample; `heard` lists what reached them. */
export function sampleHandlers(): {
  readonly handlers: CallHandlers;
  readonly heard: [CallName, unknown][];
} {
  const heard: [CallName, unknown][] = [];
  const names = Object.keys(samples) as CallName[];
  const entries = names.map((name) => {
    const handler = (input: unknown) => {
      heard.push([name, input]);
      return samples[name][1];
    };
    return [name, handler] as const;
  });
  return { handlers: Object.fromEntries(entries) as unknown as CallHandlers, heard };
}
