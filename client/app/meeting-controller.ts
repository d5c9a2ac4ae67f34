// The meeting behind the screens: accounts, the socket, the call and its media, joined into one store and its actions.
import { createStore, type StoreApi } from 'zustand';
import type { DesktopBridge } from '../ipc.ts';
import { AccountApi } from '../link/account-api.ts';
import { Call } from '../call/call.ts';
import { CallError } from '../link/call-error.ts';
import { mediaDevice } from '../call/media-device.ts';
import { planRetryDelayMs } from '../link/retry-delay.ts';
import { canChangePictures } from '../media/effects/effect-contract.ts';
import { openScreen } from '../media/devices.ts';
import { openEffectCamera } from '../media/effects/effect-camera.ts';
import { openChosenMicrophone } from '../media/microphone-input.ts';
import { canSendH264 } from '../media/h264-support.ts';
import { canPlaySpeex } from '../media/voice-support.ts';
import { createVoiceEngine } from '../media/voice-engine.ts';
import type { VoiceEngine } from '../media/voice-contract.ts';
import { askDesktop } from '../link/ask-desktop.ts';
import { AccountController } from './account-controller.ts';
import { BrowserSession } from '../link/browser-session.ts';
import { DesktopSession } from '../link/desktop-session.ts';
import { dismissDeviceProblem, followDeviceProblems } from './device-problems.ts';
import { DeviceController } from './device-controller.ts';
import { holdName } from './hold-name.ts';
import { createDrawingActions } from './drawing-actions.ts';
import { ConnectionMonitor } from './connection-monitor.ts';
import { tryDevices } from './device-trial.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
import { type MeetingStats, readStats } from './meeting-stats.ts';
import { loadBackground } from './local-background.ts';
import { followPageLife } from './page-life.ts';
import { LocalSources } from './local-sources.ts';
import { PreferencesController } from './preferences-controller.ts';
import { createPushToTalk } from './push-to-talk.ts';
import { ReceivedMedia } from './received-media.ts';
import { RoomController } from './room-controller.ts';
import { sampleStreams } from './sample-streams.ts';
import { SeatKeeper } from './seat-keeper.ts';
import { ServerLink } from '../link/server-link.ts';
import { SessionController } from './session-controller.ts';
import { watchSession } from '../link/watch-session.ts';
import { SignedInDevicesController } from './signed-in-devices-controller.ts';
import { noChoices } from './stored-account-choices.ts';
import { readPreferences } from './stored-preferences.ts';
import { showingProblems } from './to-problem.ts';
import { VoiceLevels } from './voice-levels.ts';

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
  readonly store = createStore<MeetingState>(() => ({
    phase: 'starting',
    account: undefined,
    signedInDevices: undefined,
    newSignIns: [],
    registration: undefined,
    room: undefined,
    returningTo: undefined,
    movedFrom: undefined,
    moveQuestion: undefined,
    reconnecting: false,
    silenced: false,
    microphone: 'off',
    camera: 'off',
    share: 'off',
    preferences: readPreferences(),
    devices: { microphones: [], cameras: [], speakers: [] },
    deviceOffers: [],
    ...noChoices,
    h264Available: canSendH264(),
    heldVoiceId: undefined,
    speexAvailable: canPlaySpeex(),
    effectsAvailable: canChangePictures(),
    effectCost: undefined,
    ownBackground: loadBackground(),
    // Browsers give a page that came without TLS from another machine neither camera nor microphone.
    problem: globalThis.isSecureContext ? undefined : { code: 'insecure-page' },
    deviceProblems: {},
    busy: false,
  }));
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
  readonly #session: SessionController;
  readonly #seat: SeatKeeper;
  #engine: VoiceEngine | undefined;

  constructor(origin: string, bridge: DesktopBridge | undefined) {
    const session = watchSession(bridge ? new DesktopSession(bridge) : new BrowserSession(origin), () =>
      this.#session.ended(),
    );
    this.#levels = new VoiceLevels(() => this.store.getState().room?.selfPeerId);
    this.received = new ReceivedMedia(
      () => this.#requireEngine(),
      () => this.#room.call,
    );
    this.#own = new LocalSources({
      store: this.store,
      engine: () => this.#requireEngine(),
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
      onStatus: (status, cause) => this.#session.handleStatus(status, cause),
    });
    this.#signedIn = new SignedInDevicesController(this.store, session);
    this.#account = new AccountController({
      store: this.store,
      session,
      link: this.#link,
      readMode: () => new AccountApi(origin).registrationMode(),
      onSignedIn: () => void this.#signedIn.look(),
    });
    this.#preferences = new PreferencesController(this.store, this.#own, () => this.#requireEngine());
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
      engine: () => this.#requireEngine(),
      createCall: (signalling, hooks, playsSpeex) => new Call(signalling, hooks, playsSpeex),
    });
    this.#session = new SessionController({
      store: this.store,
      room: this.#room,
      link: this.#link,
      line: this.#line,
      account: this.#account,
      signedIn: this.#signedIn,
    });
    this.#seat = new SeatKeeper({
      store: this.store,
      clientId: () => this.#link.clientId,
      holdName: (name) => holdName((navigator as { readonly locks?: LockManager }).locks, name),
      now: () => Date.now(),
    });
  }

  async start(bridge: DesktopBridge | undefined): Promise<void> {
    if (bridge) this.#followWindow();
    else this.#followTab();
    this.#line.start();
    followDeviceProblems(this.store);
    // Found out while the lobby is looked at, so that joining does not wait for it; where there is none, joining says so.
    void mediaDevice().catch(() => undefined);
    await Promise.all([bridge ? this.#takeUpCrashed(bridge) : this.#takeUpSeat(), this.#devices.start()]);
  }

  /** The desktop program asks by itself before its window closes, and then the call is over. */
  #followWindow(): void {
    window.addEventListener('pagehide', () => {
      // The page cannot wait for an answer: the request is on its way before the socket goes down.
      void this.#room.call?.leave();
      this.#link.close();
    });
  }

  /** The server keeps the place for the next page of this tab: nothing is said to it. */
  #followTab(): void {
    followPageLife({
      page: window,
      asks: () => this.store.getState().phase === 'call',
      left: () => {
        this.#seat.stop();
        this.#room.call?.abandon();
      },
      reload: () => location.reload(),
    });
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

  /** Takes up the kept session, and the call in which the earlier page of this window crashed. */
  async #takeUpCrashed(bridge: DesktopBridge): Promise<void> {
    // A program that cannot say so has no call to take up.
    const crashed = await askDesktop(bridge, 'call:resume', {}).catch(() => null);
    if (crashed?.place) this.#link.adopt(crashed.place.clientId);
    await this.#account.start();
    if (crashed) await showingProblems(this.store, () => this.#room.resume(crashed));
  }

  /** Takes up the kept session, and the seat that the earlier page of this tab had. */
  async #takeUpSeat(): Promise<void> {
    const seat = await this.#seat.claim(location.hash);
    if (seat?.call.place) {
      this.#link.adopt(seat.call.place.clientId);
      this.store.setState({ returningTo: seat.call.number });
    }
    this.#seat.start();
    await this.#account.start();
    if (seat && this.store.getState().account?.accountId === seat.accountId)
      await showingProblems(this.store, () => this.#room.resume(seat.call));
    this.store.setState({ returningTo: undefined });
  }

  actions(): MeetingActions {
    const shown = <A extends unknown[]>(work: (...args: A) => Promise<void>) => {
      return (...args: A): Promise<void> => showingProblems(this.store, () => work(...args));
    };
    return {
      ...this.#account.actions(),
      ...this.#signedIn.actions(),
      ...createDrawingActions(this.store, () => this.#room.call),
      ...tryDevices(this.store, () => void this.#devices.refresh()),
      createRoom: shown(() => this.#room.enter({ kind: 'create' })),
      joinRoom: shown((number, secret, pin) =>
        this.#room.enter({
          kind: 'join',
          number,
          ...(secret !== undefined && { secret }),
          ...(pin !== undefined && { pin }),
        }),
      ),
      leave: shown(() => this.#room.leave()),
      answerMove: shown((moves) => this.#room.answerMove(moves)),
      bringBack: shown(() => this.#room.bringBack()),
      forgetMoved: () => this.store.setState({ movedFrom: undefined }),
      lockRoom: shown((locked) => this.#requireCall().lock(locked)),
      requirePin: shown((required) => this.#requireCall().requirePin(required)),
      chooseVoice: shown((codec) => this.#requireCall().chooseVoice(codec)),
      toggleMicrophone: shown(() => this.#devices.namedAfter(() => this.#own.microphone.toggle())),
      talk: shown(
        createPushToTalk(
          () => this.store.getState().microphone,
          () => this.#devices.namedAfter(() => this.#own.microphone.toggle()),
        ),
      ),
      toggleCamera: shown(() => this.#devices.namedAfter(() => this.#preferences.toggleCamera())),
      toggleShare: shown(() => this.#own.screen.toggle()),
      setPreferences: shown((change) => this.#preferences.set(change)),
      setOwnBackground: shown((file) => this.#preferences.setOwnBackground(file)),
      hear: () => void this.#requireEngine().resume(),
      setVolume: (peerId, volume) => this.received.setVolume(peerId, volume),
      sampleStreams: () => sampleStreams(this.store.getState(), this.received, this.#room.call),
      setJoinWith: (joinWith) => this.#preferences.setJoinWith(joinWith),
      answerDeviceOffer: shown((accepted) => this.#devices.answerOffer(accepted)),
      dismissProblem: () => this.store.setState({ problem: undefined }),
      dismissDeviceProblem: (device) => dismissDeviceProblem(this.store, device),
      showPicture: (producerId, element) => this.received.stage.show(producerId, element),
      onLevel: (peerId, listener) => this.#levels.listen(peerId, listener),
    };
  }

  #requireEngine(): VoiceEngine {
    if (!this.#engine) {
      this.#engine = createVoiceEngine({
        onLevel: (key, levelDb, speaking) => this.#levels.report(key, levelDb, speaking),
        retryDelayMs: (attempt) => planRetryDelayMs(attempt, Math.random()),
        onSpeexChange: (speexAvailable) => {
          this.store.setState({
            speexAvailable,
            ...(!speexAvailable && { problem: { code: 'speex-missing' } }),
          });
          this.#own.microphone.look();
        },
        onSilenced: (silenced) => this.store.setState({ silenced }),
      });
      void this.#engine.setSpeaker(this.store.getState().preferences.speakerId);
    }
    return this.#engine;
  }

  #requireCall(): Call {
    if (!this.#room.call) throw new CallError('connection-lost');
    return this.#room.call;
  }
}
