// The meeting behind the screens: accounts, the socket, the call and its media, joined into one store and its actions.
import { createStore, type StoreApi } from 'zustand';
import type { DesktopBridge } from '../ipc.ts';
import { AccountApi } from '../link/account-api.ts';
import { Call } from '../call/call.ts';
import { CallError } from '../link/call-error.ts';
import { mediaDevice } from '../call/media-device.ts';
import { openScreen } from '../media/devices.ts';
import { openEffectCamera } from '../media/effects/effect-camera.ts';
import { openChosenMicrophone } from '../media/microphone-input.ts';
import { createVoiceEngine } from '../media/voice-engine.ts';
import { AccountController } from './account-controller.ts';
import { BrowserSession } from '../link/browser-session.ts';
import { DesktopSession } from '../link/desktop-session.ts';
import { followDeviceProblems } from './device-problems.ts';
import { followMeetings } from './follow-meetings.ts';
import { DeviceController } from './device-controller.ts';
import { FilesController } from './files-controller.ts';
import { sendBytes } from '../files/send-bytes.ts';
import { StoredUploads } from '../files/stored-uploads.ts';
import { holdName } from './hold-name.ts';
import { openKeptVoices } from '../files/kept-voices.ts';
import { openPreferredMicrophone } from './preferred-microphone.ts';
import { VoiceMessages } from './voice-messages.ts';
import { VoicePlayer } from './voice-player.ts';
import { ConnectionMonitor } from './connection-monitor.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
import { type MeetingStats, readStats } from './meeting-stats.ts';
import { MemoryMessageStore } from '../messages/message-store.ts';
import { GroupsController } from './groups-controller.ts';
import { MessagesController } from './messages-controller.ts';
import { ContactsController } from './contacts-controller.ts';
import { LocalSources } from './local-sources.ts';
import { PreferencesController } from './preferences-controller.ts';
import { cropPicture } from './crop-picture.ts';
import { PresenceReporter } from './presence-reporter.ts';
import { ProfileController } from './profile-controller.ts';
import { ReceivedMedia } from './received-media.ts';
import { RingingController } from './ringing-controller.ts';
import { RoomController } from './room-controller.ts';
import { SeatKeeper } from './seat-keeper.ts';
import { ServerLink } from '../link/server-link.ts';
import { SessionController } from './session-controller.ts';
import { watchSession } from '../link/watch-session.ts';
import { SignedInDevicesController } from './signed-in-devices-controller.ts';
import { VoiceLevels } from './voice-levels.ts';
import { initialState } from './initial-state.ts';
import { createMeetingActions } from './meeting-actions.ts';
import { type PageStartParts, startInTab, startInWindow } from './page-start.ts';
import { PageVoiceEngine } from './page-voice-engine.ts';

export interface MeetingController {
  readonly store: StoreApi<MeetingState>;
  readonly actions: MeetingActions;
  /** What `window.plenum.stats()` resolves to. */
  readonly stats: () => Promise<MeetingStats>;
}

/** What the desktop program's side of the page works with. */
export interface DesktopPorts {
  readonly bridge: DesktopBridge;
  readonly store: StoreApi<MeetingState>;
  readonly actions: MeetingActions;
  /** The name of this window at the server. */
  readonly clientId: () => string;
  /** The way to the server is looked at now. */
  readonly verifyConnection: () => void;
}

/**
 * Builds the page's one meeting and takes up a kept session.
 * @param origin of the server
 * @param bridge to the desktop program, where the page is shown by it
 * @param followDesktop begins to do what the desktop program asks
 */
export function createMeeting(
  origin: string,
  bridge: DesktopBridge | undefined,
  followDesktop: (ports: DesktopPorts) => void,
): MeetingController {
  const meeting = new Meeting(origin, bridge);
  const actions = meeting.actions();
  if (bridge) followDesktop(meeting.desktopPorts(bridge, actions));
  void meeting.start(bridge);
  return {
    store: meeting.store,
    actions,
    stats: () => readStats(meeting.store.getState(), meeting.received),
  };
}

class Meeting {
  readonly store = createStore<MeetingState>(initialState);
  readonly received: ReceivedMedia;
  readonly #levels: VoiceLevels;
  readonly #own: LocalSources;
  readonly #link: ServerLink;
  readonly #account: AccountController;
  readonly #signedIn: SignedInDevicesController;
  readonly #devices: DeviceController;
  readonly #line: ConnectionMonitor;
  readonly #preferences: PreferencesController;
  readonly #room: RoomController;
  readonly #messages: MessagesController;
  readonly #contacts: ContactsController;
  readonly #profile: ProfileController;
  readonly #presence: PresenceReporter;
  readonly #ringing: RingingController;
  readonly #files: FilesController;
  readonly #groups: GroupsController;
  readonly #voiceMessages: VoiceMessages;
  readonly #voicePlayer: VoicePlayer;
  readonly #session: SessionController;
  readonly #page: PageStartParts;
  readonly #engine: PageVoiceEngine;

  constructor(origin: string, bridge: DesktopBridge | undefined) {
    const session = watchSession(bridge ? new DesktopSession(bridge) : new BrowserSession(origin), () =>
      this.#session.ended(),
    );
    this.#levels = new VoiceLevels(() => this.store.getState().room?.selfPeerId);
    this.#engine = new PageVoiceEngine({
      store: this.store,
      createEngine: createVoiceEngine,
      onLevel: (key, levelDb, speaking) => this.#levels.report(key, levelDb, speaking),
      speexChanged: () => this.#own.microphone.look(),
    });
    this.received = new ReceivedMedia(
      () => this.#engine.get(),
      () => this.#room.call,
    );
    this.#own = new LocalSources({
      store: this.store,
      engine: () => this.#engine.get(),
      stage: this.received.stage,
      requireCall: () => this.#requireCall(),
      openMicrophone: openChosenMicrophone,
      openCamera: openEffectCamera,
      openScreen,
    });
    this.#link = new ServerLink({
      origin,
      issueTicket: (signal) => session.issueTicket(signal),
      onNotice: (notice) => {
        if (!this.#session.handleNotice(notice)) this.#room.call?.handleNotice(notice);
      },
      onOpened: () => {
        this.#messages.connected();
        this.#ringing.connected();
        this.#groups.connected();
        this.#contacts.connected();
        this.#presence.connected();
      },
      onStatus: (status, cause) => this.#session.handleStatus(status, cause),
    });
    this.#signedIn = new SignedInDevicesController(this.store, session);
    this.#account = new AccountController({
      store: this.store,
      session,
      link: this.#link,
      readMode: () => new AccountApi(origin).registrationMode(),
      onSignedIn: ({ accountId }) => {
        void this.#signedIn.look();
        void this.#messages.begin(accountId);
        this.#contacts.begin();
        this.#profile.begin();
        this.#files.begin(accountId);
        this.#groups.begin();
        void this.#voiceMessages.begin(accountId);
      },
      onSignedOut: () => {
        this.#messages.end();
        this.#contacts.end();
        this.#profile.end();
        this.#ringing.end();
        this.#files.end();
        this.#groups.end();
        this.#voiceMessages.end();
        this.#voicePlayer.end();
      },
    });
    this.#messages = new MessagesController({
      store: this.store,
      request: async (name, input) => (await this.#link.open()).request(name, input),
      open: () => this.#link.open(),
      session,
      openStore: () => new MemoryMessageStore(),
      later,
      random: Math.random,
      drawClientId: drawMessageId,
    });
    this.#contacts = new ContactsController({
      store: this.store,
      request: async (name, input) => (await this.#link.open()).request(name, input),
      session,
      later,
      random: Math.random,
    });
    this.#files = new FilesController({
      store: this.store,
      origin,
      request: async (name, input) => (await this.#link.open()).request(name, input),
      stored: new StoredUploads(localStorage, Date.now),
      send: sendBytes,
      read: readFile,
      later,
      makeAddress: (blob) => URL.createObjectURL(blob),
      dropAddress: (address) => URL.revokeObjectURL(address),
    });
    this.#groups = new GroupsController({
      store: this.store,
      request: async (name, input) => (await this.#link.open()).request(name, input),
      session,
      takeState: (state) => this.#messages.takeState(state),
      later,
    });
    this.#profile = new ProfileController({
      store: this.store,
      request: async (name, input) => (await this.#link.open()).request(name, input),
      session,
      crop: cropPicture,
      later,
    });
    this.#presence = new PresenceReporter({
      report: async (away) => (await this.#link.open()).request('presence:report', { away }),
      later,
    });
    for (const event of ['pointerdown', 'keydown', 'focus'])
      window.addEventListener(event, () => this.#presence.used(), { passive: true, capture: true });
    this.#voiceMessages = new VoiceMessages({
      store: this.store,
      origin,
      request: async (name, input) => (await this.#link.open()).request(name, input),
      send: sendBytes,
      kept: openKeptVoices(),
      record: async (listener) => {
        const { opened } = await openPreferredMicrophone(
          this.store,
          (choice, signal) =>
            openChosenMicrophone(choice, () => this.#engine.get().openNoiseSuppressor(nothing), signal),
          new AbortController().signal,
        );
        return this.#engine.get().record(opened, listener);
      },
      sendMessage: async (conversation, attachment, bytes) => {
        this.#files.keep(attachment, bytes);
        await this.#messages.actions().send(conversation, '', { attachments: [attachment.id] });
      },
      hold: async (name) => {
        const locks = (navigator as { readonly locks?: LockManager }).locks;
        return holdName(locks, `voice-${name}`);
      },
      makeAddress: (blob) => URL.createObjectURL(blob),
      drawId: drawMessageId,
      now: () => performance.now(),
    });
    this.#voicePlayer = new VoicePlayer({
      store: this.store,
      files: this.#files.actions(),
      playable: (file) => this.#engine.get().playable(file),
      sound: new Audio(),
      makeAddress: (blob) => URL.createObjectURL(blob),
      dropAddress: (address) => URL.revokeObjectURL(address),
    });
    this.#preferences = new PreferencesController(this.store, this.#own, () => this.#engine.get());
    this.#devices = new DeviceController(this.store, (change) => this.#preferences.set(change));
    this.#line = new ConnectionMonitor({
      store: this.store,
      link: this.#link,
      call: () => this.#room.call,
      refused: (error) => this.#room.lose(error),
    });
    this.#room = new RoomController({
      store: this.store,
      link: this.#link,
      line: this.#line,
      received: this.received,
      own: this.#own,
      devices: this.#devices,
      preferences: this.#preferences,
      engine: () => this.#engine.get(),
      createCall: (signalling, hooks, playsSpeex) => new Call(signalling, hooks, playsSpeex),
    });
    this.#ringing = new RingingController({
      store: this.store,
      room: this.#room,
      request: async (name, input) => (await this.#link.open()).request(name, input),
    });
    this.#session = new SessionController({
      store: this.store,
      room: this.#room,
      link: this.#link,
      line: this.#line,
      account: this.#account,
      signedIn: this.#signedIn,
      messages: this.#messages,
      contacts: this.#contacts,
      ringing: this.#ringing,
      files: this.#files,
      groups: this.#groups,
      presence: this.#presence,
    });
    this.#page = {
      store: this.store,
      link: this.#link,
      account: this.#account,
      room: this.#room,
      seat: new SeatKeeper({
        store: this.store,
        clientId: () => this.#link.clientId,
        holdName: (name) => holdName((navigator as { readonly locks?: LockManager }).locks, name),
        now: () => Date.now(),
        hash: () => location.hash,
      }),
      page: window,
      location,
    };
  }

  async start(bridge: DesktopBridge | undefined): Promise<void> {
    this.#line.start();
    followDeviceProblems(this.store);
    followMeetings(this.store, (number, people) => this.#preferences.rememberMeeting(number, people));
    // Found out while the lobby is looked at, so that joining does not wait for it; where there is none, joining says so.
    void mediaDevice().catch(() => undefined);
    await Promise.all([
      bridge ? startInWindow(this.#page, bridge) : startInTab(this.#page),
      this.#devices.start(),
    ]);
  }

  desktopPorts(bridge: DesktopBridge, actions: MeetingActions): DesktopPorts {
    return {
      bridge,
      store: this.store,
      actions,
      clientId: () => this.#link.clientId,
      verifyConnection: () => this.#line.verify(),
    };
  }

  actions(): MeetingActions {
    return createMeetingActions({
      store: this.store,
      account: this.#account,
      signedIn: this.#signedIn,
      messages: this.#messages,
      contacts: this.#contacts,
      profile: this.#profile,
      ringing: this.#ringing,
      files: this.#files,
      groups: this.#groups,
      voiceMessages: this.#voiceMessages,
      voicePlayer: this.#voicePlayer,
      room: this.#room,
      own: this.#own,
      received: this.received,
      devices: this.#devices,
      preferences: this.#preferences,
      levels: this.#levels,
      engine: () => this.#engine.get(),
      requireCall: () => this.#requireCall(),
      request: async (name, input) => (await this.#link.open()).request(name, input),
    });
  }

  #requireCall(): Call {
    if (!this.#room.call) throw new CallError('connection-lost');
    return this.#room.call;
  }
}

/** @throws TypeError where there is no way to the server, Error where it refuses */
async function readFile(address: string): Promise<Blob> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} instead of a file`);
  return answer.blob();
}

function later(ms: number, work: () => void): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}

/** 128 random bits in hexadecimal digits, by what a page that came without TLS has too. */
const nothing = (): void => undefined;

function drawMessageId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
