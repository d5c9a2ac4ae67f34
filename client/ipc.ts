// Everything that passes between the desktop program and its pages, declared once: who may call what, with which arguments,
// and what the program tells by itself. The preload loops over it, the gate of `client/main` checks against it.
import * as z from 'zod/mini';
import type { ErrorAnswer } from '../protocol/error-codes.ts';
import { newSignInSchema, signedInDeviceSchema } from '../protocol/account/signed-in-devices.ts';

/**
 * The kinds of page there are. `meeting`: the page of the connected server, in the main window. `connect`, `picker` and
 * `badge`: the program's own pages. No other page has the bridge.
 */
export const audiences = ['meeting', 'connect', 'picker', 'badge'] as const;
export type Audience = (typeof audiences)[number];

/** The scheme of the program's own pages: `plenum-shell://pages/connect.html`. */
export const shellScheme = 'plenum-shell';
/** The scheme of links that open a meeting: `plenum://host/12345`. */
export const linkScheme = 'plenum';
/** The name with which the meeting opens its mini window: `window.open('about:blank', miniWindowName)`. */
export const miniWindowName = 'plenum-mini';

/** Why a meeting gave way to the page that asks for a server: `connect.html?reason=page-crashed`. */
export const lostReasons = ['server-unreachable', 'page-crashed'] as const;
export type LostReason = (typeof lostReasons)[number];

/** Refusals that happen in the program; those of the server pass through as they are. */
export const desktopErrorCodes = [
  'server-unreachable',
  'not-permitted-here',
  'bad-arguments',
  'address-invalid',
  'address-insecure',
  'not-a-plenum-server',
  'certificate-changed',
] as const;
export type DesktopErrorCode = (typeof desktopErrorCodes)[number];

/** What a call resolves with; it never rejects. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorAnswer | { readonly code: DesktopErrorCode } };

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const nothing = z.object({});
/** `https://host[:port]`, or `http:` for this machine. */
const origin = text(300);
/** SHA-256 of a certificate, 64 lower-case hexadecimal digits. */
const fingerprint = z.string().check(z.regex(/^[0-9a-f]{64}$/));
const roomNumber = z.string().check(z.regex(/^\d{5}$/));
const switchState = z.enum(['off', 'starting', 'on']);
/** A key with modifiers as Electron writes it, for example `Control+Shift+M`; empty: none. */
const accelerator = z.string().check(z.maxLength(64), z.regex(/^(|[\w+.,;'[\]\\/`=-]+)$/));

const account = z.object({ accountId: text(64), nickname: text(64), phone: text(32) });

/** What the program must know of the call in order to show it, and to take it up again after a crash. */
export const callState = z.object({
  number: roomNumber,
  microphone: switchState,
  camera: switchState,
  share: switchState,
  /** What the next page takes the same place up with: the name of this window at the server, and the room's secret. */
  place: z.optional(z.object({ clientId: text(64), secret: z.optional(text(64)) })),
});
export type CallState = z.infer<typeof callState>;

export const settings = z.object({
  /** Closing the window keeps the program, and the call, in the tray. */
  closeToTray: z.boolean(),
  startAtLogin: z.boolean(),
  /** When the screen locks: microphone and camera go off. */
  muteOnLock: z.boolean(),
  /** Tells of people who come and knock while the window is not in front. */
  notifications: z.boolean(),
  muteKey: accelerator,
  talkKey: accelerator,
});
export type DesktopSettings = z.infer<typeof settings>;

/** Why a key does not work everywhere; `undefined`: it does. */
const keyTrouble = z.optional(z.enum(['taken', 'same-key', 'not-a-key', 'no-release']));
export type KeyTrouble = z.infer<typeof keyTrouble>;

const updateState = z.object({
  /** `none`: nothing newer is known. `ready`: downloaded, installed when asked or when the program ends. */
  state: z.enum(['none', 'downloading', 'ready', 'failed', 'unsupported']),
  version: z.optional(z.string()),
});
export type UpdateState = z.infer<typeof updateState>;

/** All that the settings screen shows of the program. */
const desktopView = z.object({
  version: z.string(),
  settings,
  /** Whether a sign-in can be kept: the system has a vault. */
  vault: z.boolean(),
  /** `release`: a held key is noticed. `press`: only its press, so the talk key works in the window alone. */
  talkKey: z.enum(['release', 'press']),
  /** Whether the system starts programs at login for us. */
  startAtLogin: z.boolean(),
  keyTroubles: z.object({ muteKey: keyTrouble, talkKey: keyTrouble }),
  update: updateState,
});
export type DesktopView = z.infer<typeof desktopView>;

const knownServer = z.object({
  origin,
  /** Of the pinned certificate, where it is not one that the system trusts. */
  fingerprint: z.optional(fingerprint),
});
export type KnownServer = z.infer<typeof knownServer>;

const connectOutcome = z.discriminatedUnion('kind', [
  /** The window goes to the server's page now. */
  z.object({ kind: z.literal('connected') }),
  /** Seen for the first time and not trusted by the system: the person compares the fingerprint. */
  z.object({ kind: z.literal('unknown-certificate'), origin, fingerprint }),
  /** Another certificate than the pinned one: refused. */
  z.object({ kind: z.literal('changed-certificate'), origin, pinned: fingerprint, seen: fingerprint }),
]);
export type ConnectOutcome = z.infer<typeof connectOutcome>;

const pickerSource = z.object({
  id: text(128),
  kind: z.enum(['screen', 'window']),
  /** As the system names it; shown as text. */
  name: z.string(),
  /** A picture as a `data:` address; empty where there is none. */
  thumbnail: z.string(),
});
export type PickerSource = z.infer<typeof pickerSource>;

interface CallRule {
  readonly for: readonly Audience[];
  readonly input: z.ZodMiniType;
  readonly output: z.ZodMiniType;
}

/** Every call that a page can make. */
export const calls = {
  /** The account of the kept session; `null` without one. */
  'session:restore': { for: ['meeting'], input: nothing, output: z.nullable(account) },
  'session:sign-in': {
    for: ['meeting'],
    input: z.object({ login: text(64), password: text(256), staySignedIn: z.boolean() }),
    output: account,
  },
  'session:register': {
    for: ['meeting'],
    input: z.object({
      phone: text(64),
      nickname: text(128),
      password: text(256),
      invitation: z.optional(text(64)),
    }),
    output: account,
  },
  /** A single-use word that opens the socket within the next seconds: all that a page sees of a session. */
  'session:ticket': { for: ['meeting'], input: nothing, output: z.object({ ticket: text(128) }) },
  'session:sign-out': { for: ['meeting'], input: z.object({ everywhere: z.boolean() }), output: nothing },
  /** Where the account is signed in, and its latest sign-ins on new devices. */
  'session:devices': {
    for: ['meeting'],
    input: nothing,
    output: z.object({ devices: z.array(signedInDeviceSchema), newSignIns: z.array(newSignInSchema) }),
  },
  'session:sign-out-device': {
    for: ['meeting'],
    input: z.object({ sessionId: text(64) }),
    output: nothing,
  },
  'session:sign-out-others': { for: ['meeting'], input: nothing, output: nothing },
  'session:change-password': {
    for: ['meeting'],
    input: z.object({ current: text(256), next: text(256) }),
    output: nothing,
  },
  /** Asks the server over HTTP for the account that is signed in; not for what concerns the session itself (`account:`). */
  'session:ask': {
    for: ['meeting'],
    input: z.object({
      name: z.string().check(z.maxLength(64), z.regex(/^(?!account:)[a-z-]+:[a-z-]+$/)),
      input: z.record(z.string(), z.unknown()),
    }),
    output: z.object({ answer: z.unknown() }),
  },
  /** The server no longer takes the session: what is kept of it is forgotten. */
  'session:forget': { for: ['meeting'], input: nothing, output: nothing },

  /** The call as it is now; `null` outside of one. */
  'call:tell': { for: ['meeting'], input: z.object({ call: z.nullable(callState) }), output: nothing },
  /** The call that a page which crashed was in; told once. */
  'call:resume': { for: ['meeting'], input: nothing, output: z.nullable(callState) },

  /** Language and theme of the page, for the tray and the program's own pages. */
  'appearance:tell': {
    for: ['meeting'],
    input: z.object({ language: z.enum(['en', 'zh']), theme: z.enum(['system', 'light', 'dark']) }),
    output: nothing,
  },
  'appearance:read': {
    for: ['connect', 'picker', 'badge'],
    input: nothing,
    output: z.object({ language: z.enum(['en', 'zh']), theme: z.enum(['system', 'light', 'dark']) }),
  },

  'desktop:describe': { for: ['meeting'], input: nothing, output: desktopView },
  'desktop:change': { for: ['meeting'], input: z.partial(settings), output: desktopView },
  /** Ends the program, installs what was downloaded, and starts it again; refused during a call. */
  'desktop:update': { for: ['meeting'], input: nothing, output: nothing },
  /** Back to the page that asks for a server. */
  'server:leave': { for: ['meeting'], input: nothing, output: nothing },

  /** The one used last stands first. */
  'servers:list': {
    for: ['connect'],
    input: nothing,
    output: z.object({ servers: z.array(knownServer), suggested: z.optional(text(300)) }),
  },
  'servers:connect': { for: ['connect'], input: z.object({ address: text(300) }), output: connectOutcome },
  /** Pins the certificate that `servers:connect` has just reported, and connects. */
  'servers:trust': { for: ['connect'], input: z.object({ origin, fingerprint }), output: connectOutcome },
  /** Forgets a server with its pinned certificate and its kept sign-in. */
  'servers:forget': { for: ['connect'], input: z.object({ origin }), output: nothing },

  /** Screens and windows as they look now; asked again and again while the picker is open. */
  'picker:sources': {
    for: ['picker'],
    input: nothing,
    output: z.object({ sources: z.array(pickerSource), sound: z.boolean() }),
  },
  /** `id` null: nothing is shared. */
  'picker:choose': {
    for: ['picker'],
    input: z.object({ id: z.nullable(text(128)), sound: z.boolean() }),
    output: nothing,
  },
  /** What is shared, as the system names it; empty where only the system knows. */
  'badge:describe': { for: ['badge'], input: nothing, output: z.object({ name: z.string() }) },
  'badge:stop': { for: ['badge'], input: nothing, output: nothing },
} as const satisfies Record<string, CallRule>;

export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.infer<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<(typeof calls)[N]['output']>;

/** What the program tells the meeting's page by itself. */
export interface DesktopEvents {
  /** A global key, the tray or the badge asks for what a button of the page does. */
  'command:given': { readonly command: Command };
  /** The machine is back from sleep: the line is looked at now. */
  'machine:woke': Record<string, never>;
  /** The screen was locked, and the settings want microphone and camera off then. */
  'machine:locked': Record<string, never>;
  'update:changed': UpdateState;
}
export type Command = 'toggle-microphone' | 'talk-begin' | 'talk-end' | 'stop-share' | 'leave';

/** Every event; the object makes the compiler name a missing one. */
const eventTable: Record<keyof DesktopEvents, true> = {
  'command:given': true,
  'machine:woke': true,
  'machine:locked': true,
  'update:changed': true,
};
export const eventNames = Object.keys(eventTable) as readonly (keyof DesktopEvents)[];

/** What the preload puts into its page as `window.plenumDesktop`. */
export interface DesktopBridge {
  /** One function per call. */
  readonly calls: { readonly [N in CallName]: (input: CallInput<N>) => Promise<Answer<CallOutput<N>>> };
  /** Listens to what the program tells; returns the end. */
  on<E extends keyof DesktopEvents>(name: E, listener: (event: DesktopEvents[E]) => void): () => void;
}

declare global {
  interface Window {
    /** In the desktop program only. */
    readonly plenumDesktop?: DesktopBridge;
  }
}
