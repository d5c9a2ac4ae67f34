// The meeting behind the screens: accounts, the socket, the call and its media, joined into one store and its actions.
import { createStore, type StoreApi } from 'zustand';
import type { RequestError } from '../../../protocol/error-codes.ts';
import type { Notice } from '../../../protocol/notices.ts';
import type { RoomSnapshot } from '../../../protocol/roster.ts';
import { AccountApi } from '../../call/account-api.ts';
import { Call } from '../../call/call.ts';
import type { CallHooks } from '../../call/call-hooks.ts';
import { CallError } from '../../call/call-error.ts';
import type { Entrance } from '../../call/enter-room.ts';
import type { SignallingStatus } from '../../call/signalling.ts';
import { canChangePictures } from '../../media/effects/effect-contract.ts';
import { canSendH264 } from '../../media/h264-support.ts';
import { canPlaySpeex } from '../../media/voice-support.ts';
import { createVoiceEngine } from '../../media/voice-engine.ts';
import type { VoiceEngine } from '../../media/voice-contract.ts';
import { AccountDesk } from './account-desk.ts';
import { DeviceDesk } from './device-desk.ts';
import { createDrawingActions } from './drawing-actions.ts';
import { LineKeeper } from './line-keeper.ts';
import { tryDevices } from './device-trial.ts';
import type { JoinWith, MeetingActions, MeetingState, Preferences } from './meeting-model.ts';
import { type MeetingStats, readStats } from './meeting-stats.ts';
import { keepBackground, loadBackground, readBackground } from './own-background.ts';
import { OwnSources } from './own-sources.ts';
import { ReceivedMedia } from './received-media.ts';
import { createPushToTalk } from './push-to-talk.ts';
import { sampleStreams } from './sample-streams.ts';
import { ServerLink } from './server-link.ts';
import { readPreferences, withRecentNumber, writePreferences } from './stored-preferences.ts';
import { toProblem } from './to-problem.ts';
import { VoiceLevels } from './voice-levels.ts';

export interface MeetingController {
  readonly store: StoreApi<MeetingState>;
  readonly actions: MeetingActions;
  /** What `window.plenum.stats()` resolves to. */
  readonly stats: () => Promise<MeetingStats>;
}

/** Builds the page's one meeting and takes up a kept session. @param origin of the server */
export function createMeeting(origin: string): MeetingController {
  const meeting = new Meeting(origin);
  void meeting.start();
  return {
    store: meeting.store,
    actions: meeting.actions(),
    stats: () => readStats(meeting.store.getState(), meeting.received),
  };
}

class Meeting {
  readonly store = createStore<MeetingState>(() => ({
    phase: 'starting',
    account: undefined,
    room: undefined,
    reconnecting: false,
    microphone: 'off',
    camera: 'off',
    share: 'off',
    preferences: readPreferences(),
    devices: { microphones: [], cameras: [], speakers: [] },
    deviceOffers: [],
    joinWith: { microphone: false, camera: false },
    h264Available: canSendH264(),
    heldVoiceId: undefined,
    speexAvailable: canPlaySpeex(),
    effectsAvailable: canChangePictures(),
    effectCost: undefined,
    ownBackground: loadBackground(),
    problem: undefined,
    busy: false,
  }));
  readonly received: ReceivedMedia;
  readonly #levels: VoiceLevels;
  readonly #own: OwnSources;
  readonly #link: ServerLink;
  readonly #desk: AccountDesk;
  readonly #devices: DeviceDesk;
  readonly #line: LineKeeper;
  #engine: VoiceEngine | undefined;
  #call: Call | undefined;

  constructor(origin: string) {
    const api = new AccountApi(origin);
    this.#levels = new VoiceLevels(() => this.store.getState().room?.selfPeerId);
    this.received = new ReceivedMedia(
      () => this.#requireEngine(),
      () => this.#call,
    );
    this.#own = new OwnSources({
      store: this.store,
      engine: () => this.#requireEngine(),
      stage: this.received.stage,
      requireCall: () => this.#requireCall(),
    });
    this.#link = new ServerLink(origin, api, {
      onNotice: (notice) => this.#handleNotice(notice),
      onStatus: (status, cause) => this.#handleStatus(status, cause),
    });
    this.#desk = new AccountDesk(this.store, api, this.#link);
    this.#devices = new DeviceDesk(this.store, (change) => this.#setPreferences(change));
    this.#line = new LineKeeper({
      store: this.store,
      link: this.#link,
      call: () => this.#call,
      refused: (error) => {
        this.#endCall();
        this.store.setState({ problem: toProblem(error) });
      },
    });
  }

  async start(): Promise<void> {
    window.addEventListener('pagehide', () => {
      // The page cannot wait for an answer: the request is on its way before the socket goes down.
      void this.#call?.leave();
      this.#link.close();
    });
    this.#line.start();
    await Promise.all([this.#desk.start(), this.#devices.start()]);
  }

  actions(): MeetingActions {
    const shown = <A extends unknown[]>(work: (...args: A) => Promise<void>) => {
      return (...args: A): Promise<void> => this.#showingProblems(() => work(...args));
    };
    return {
      ...this.#desk.actions(),
      ...createDrawingActions(this.store, () => this.#call),
      ...tryDevices(this.store, () => void this.#devices.refresh()),
      createRoom: shown(() => this.#enter({ kind: 'create' })),
      joinRoom: shown((number, secret) =>
        this.#enter({ kind: 'join', number, ...(secret !== undefined && { secret }) }),
      ),
      leave: shown(() => this.#leave()),
      lockRoom: shown((locked) => this.#requireCall().lock(locked)),
      chooseVoice: shown((codec) => this.#requireCall().chooseVoice(codec)),
      toggleMicrophone: shown(() => this.#devices.namedAfter(() => this.#own.toggleMicrophone())),
      talk: shown(
        createPushToTalk(
          () => this.store.getState().microphone,
          () => this.#devices.namedAfter(() => this.#own.toggleMicrophone()),
        ),
      ),
      toggleCamera: shown(() => this.#devices.namedAfter(() => this.#toggleCamera())),
      toggleShare: shown(() => this.#own.toggleShare()),
      setPreferences: shown((change) => this.#setPreferences(change)),
      setOwnBackground: shown((file) => this.#setOwnBackground(file)),
      setVolume: (peerId, volume) => this.received.setVolume(peerId, volume),
      sampleStreams: () => sampleStreams(this.store.getState(), this.received, this.#call),
      setJoinWith: (joinWith) => this.store.setState({ joinWith }),
      answerDeviceOffer: shown((accepted) => this.#devices.answerOffer(accepted)),
      dismissProblem: () => this.store.setState({ problem: undefined }),
      showPicture: (producerId, element) => this.received.stage.show(producerId, element),
      onLevel: (peerId, listener) => this.#levels.listen(peerId, listener),
    };
  }

  async #enter(entrance: Entrance): Promise<void> {
    const { phase } = this.store.getState();
    const token = this.#desk.token;
    if (phase !== 'lobby' || token === undefined) return;
    this.store.setState({ phase: 'joining', problem: undefined });
    // Browsers start sound only while a click is being handled.
    void this.#requireEngine().resume();
    try {
      const signalling = await this.#link.open(token);
      const hooks: CallHooks = {
        receiverCreated: (incoming, receiver) => this.received.receiverCreated(incoming, receiver),
        trackReceived: (incoming, track) => this.received.trackReceived(incoming, track),
        picturesReceived: (incoming, listen) => this.received.picturesReceived(incoming, listen),
        sourceEnded: (producerId) => this.received.sourceEnded(producerId),
        roomChanged: (room) => this.#setRoom(room),
        pictureWanted: (producerId, bytesPerSecond) => this.#own.wantWhole(producerId, bytesPerSecond),
        picturePaceLimited: (producerId, bytesPerSecond) => this.#own.limitPace(producerId, bytesPerSecond),
        pictureWatched: (producerId, watched) => this.#own.setWatched(producerId, watched),
        voiceLossChanged: (producerId, loss) => this.#own.expectLoss(producerId, loss),
        flowChanged: (flowing) => this.#line.flowChanged(flowing),
        resumed: () => void this.#showingProblems(() => this.#own.publishAgain()),
        voiceHeld: (producerId, held) => this.store.setState({ heldVoiceId: held ? producerId : undefined }),
        failed: (error) => this.store.setState({ problem: toProblem(error) }),
      };
      const call = new Call(signalling, hooks, this.store.getState().speexAvailable);
      this.#call = call;
      await call.enter(entrance);
    } catch (error) {
      this.#endCall();
      if (error instanceof CallError) this.#line.entranceUnanswered();
      throw error;
    }
    this.store.setState({ phase: 'call' });
    this.#line.entered();
    const { room, preferences, joinWith } = this.store.getState();
    if (room)
      await this.#setPreferences({ recentNumbers: withRecentNumber(preferences.recentNumbers, room.number) });
    await this.#devices.namedAfter(() => this.#switchOn(joinWith));
  }

  /** One that fails, refused or missing, does not keep the other off. */
  async #switchOn({ microphone, camera }: JoinWith): Promise<void> {
    await Promise.all([
      microphone && this.#showingProblems(() => this.#own.toggleMicrophone()),
      camera && this.#showingProblems(() => this.#toggleCamera()),
    ]);
  }

  /** Also says what voices are sent as; the own microphone follows. */
  #setRoom(room: RoomSnapshot): void {
    this.store.setState({ room });
    void this.#own.followVoice();
  }

  async #leave(): Promise<void> {
    const call = this.#call;
    this.#endCall();
    if (call) await this.#line.leave(call);
  }

  /** Back to the lobby; devices are let go of at once. */
  #endCall(): void {
    this.#call?.abandon();
    this.#call = undefined;
    this.#own.releaseAll();
    this.#line.reset();
    const { phase } = this.store.getState();
    this.store.setState({
      room: undefined,
      phase: phase === 'call' || phase === 'joining' ? 'lobby' : phase,
    });
  }

  #handleNotice(notice: Notice): void {
    switch (notice.name) {
      case 'session:replaced':
        this.#endConnection('session-replaced');
        return;
      case 'session:ended':
        this.#endConnection('session-ended');
        this.#desk.forget();
        return;
      case 'server:closing':
        this.store.setState({ problem: { code: 'server-closing' } });
        return;
      default:
        this.#call?.handleNotice(notice);
    }
  }

  #handleStatus(status: SignallingStatus, cause?: RequestError): void {
    if (status === 'offline') this.#line.signallingBroke();
    if (status === 'online') void this.#line.signallingCameBack();
    if (status !== 'ended') return;
    this.#endConnection(cause?.code === 'version-mismatch' ? 'version-mismatch' : 'session-ended');
    if (cause?.code !== 'version-mismatch') this.#desk.forget();
  }

  #endConnection(code: 'session-replaced' | 'session-ended' | 'version-mismatch'): void {
    this.#endCall();
    this.#link.close();
    this.store.setState({ problem: { code } });
  }

  async #setPreferences(change: Partial<Preferences>): Promise<void> {
    const before = this.store.getState().preferences;
    const preferences = { ...before, ...change };
    this.store.setState({ preferences });
    writePreferences(preferences);
    if (preferences.speakerId !== before.speakerId)
      await this.#requireEngine().setSpeaker(preferences.speakerId);
    if (isChanged(['cameraCodec', 'cameraId', 'cameraQuality'], before, preferences)) {
      await this.#own.restart('camera');
    }
    if (isChanged(['background', 'stickers'], before, preferences)) await this.#own.changeEffect();
    if (isChanged(['screenCodec', 'shareMode'], before, preferences)) await this.#own.restart('screen');
    if (isChanged(['microphoneId', 'noiseSuppression', 'automaticGain'], before, preferences)) {
      await this.#own.changeMicrophone();
    }
  }

  async #setOwnBackground(file: Blob | undefined): Promise<void> {
    const { background } = this.store.getState().preferences;
    const ownBackground = file && (await readBackground(file));
    this.store.setState({ ownBackground });
    const isSame = background === 'own' && file !== undefined;
    if (isSame) await this.#own.changeEffect();
    else
      await this.#setPreferences({ background: file ? 'own' : background === 'own' ? 'blur' : background });
    keepBackground(ownBackground);
  }

  /** Somebody who switches the camera on no longer means it to be off. */
  async #toggleCamera(): Promise<void> {
    if (this.store.getState().preferences.cameraQuality === 'off') {
      await this.#setPreferences({ cameraQuality: 'standard' });
    }
    await this.#own.toggleCamera();
  }

  #requireEngine(): VoiceEngine {
    if (!this.#engine) {
      this.#engine = createVoiceEngine({
        onLevel: (key, levelDb, speaking) => this.#levels.report(key, levelDb, speaking),
      });
      void this.#engine.setSpeaker(this.store.getState().preferences.speakerId);
    }
    return this.#engine;
  }

  #requireCall(): Call {
    if (!this.#call) throw new CallError('connection-lost');
    return this.#call;
  }

  async #showingProblems(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.store.setState({ problem: toProblem(error) });
    }
  }
}

function isChanged(names: readonly (keyof Preferences)[], before: Preferences, after: Preferences): boolean {
  return names.some((name) => before[name] !== after[name]);
}
