// Stand-ins for what own sources work with: devices, a voice engine, and a call whose server keeps the list that others see.
import { createStore, type StoreApi } from 'zustand';
import { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { Codec, RoomSnapshot, Source, SourceInfo } from '../../protocol/roster.ts';
import { CallError } from '../link/call-error.ts';
import { OutgoingMedia } from '../call/outgoing-media.ts';
import { OwnSending } from '../call/own-sending.ts';
import type { Signalling } from '../link/signalling.ts';
import type { MediaLink } from '../call/media-link.ts';
import type { EffectCamera } from '../media/effects/effect-camera.ts';
import type { Microphone, VoiceEngine } from '../media/voice-contract.ts';
import type { MeetingState } from './meeting-model.ts';
import { OwnSources } from './own-sources.ts';
import type { SendingCall } from './source-kind.ts';
import { readPreferences } from './stored-preferences.ts';

/** What may take time, or be refused by throwing. */
export type Slow =
  | 'open-microphone'
  | 'open-camera'
  | 'open-screen'
  | 'start-microphone'
  | 'set-effect'
  | `to-server ${string}`
  | `at-server ${string}`
  | `from-server ${string}`;

export type Hold = (what: Slow) => Promise<void> | void;

/** A device's track, or one made of it. */
export class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  contentHint = '';

  constructor(kind: 'audio' | 'video') {
    super();
    this.kind = kind;
  }

  /** As the page does it: without an event. */
  stop(): void {
    this.readyState = 'ended';
  }

  /** As the system or the browser's own bar does it. */
  endByItself(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  getSettings(): object {
    return { width: 1280, height: 720 };
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

export class FakeStream {
  readonly tracks: readonly FakeTrack[];

  constructor(tracks: readonly FakeTrack[]) {
    this.tracks = tracks;
  }

  getTracks() {
    return this.tracks;
  }

  getAudioTracks() {
    return this.tracks.filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks() {
    return this.tracks.filter(({ kind }) => kind === 'video');
  }
}

/** The devices of the machine; everything that was ever opened stays in sight. */
export class FakeDevices {
  readonly opened: { readonly what: 'microphone' | 'camera' | 'screen'; readonly track: FakeTrack }[] = [];
  screenHasSound = true;
  readonly #hold: Hold;

  constructor(hold: Hold) {
    this.#hold = hold;
  }

  live(what: 'microphone' | 'camera' | 'screen'): FakeTrack[] {
    return this.opened.flatMap((each) =>
      each.what === what && each.track.readyState === 'live' ? [each.track] : [],
    );
  }

  async open(
    what: 'microphone' | 'camera' | 'screen',
    kinds: readonly ('audio' | 'video')[],
    signal: AbortSignal,
  ): Promise<FakeStream> {
    await this.#hold(`open-${what}`);
    const tracks = kinds.map((kind) => new FakeTrack(kind));
    this.opened.push(...tracks.map((track) => ({ what, track })));
    if (signal.aborted) for (const track of tracks) track.stop();
    signal.throwIfAborted();
    return new FakeStream(tracks);
  }
}

/** A producer as mediasoup-client has it. */
class FakeProducer {
  readonly id: string;
  track: FakeTrack;
  paused = false;
  closed = false;
  readonly observer = { once: () => undefined };
  readonly rtpSender = undefined;

  constructor(id: string, track: FakeTrack) {
    this.id = id;
    this.track = track;
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  close(): void {
    this.closed = true;
  }

  async replaceTrack({ track }: { track: FakeTrack }): Promise<void> {
    await Promise.resolve();
    if (track.readyState === 'ended') throw new Error('track ended');
    this.track = track;
  }
}

/** One place in one room: the server's list of one's own sources, and what reaches the others. */
export class FakeRoom {
  /** What the server knows, and with it everybody else. */
  readonly list = new Map<string, SourceInfo>();
  readonly producers = new Map<string, FakeProducer>();
  readonly #hold: Hold;
  #lastId = 0;
  #arriving: Promise<void> = Promise.resolve();
  #answering: Promise<void> = Promise.resolve();
  #online = true;
  #gone = false;
  readonly signalling: Pick<Signalling, 'request' | 'online'>;

  constructor(hold: Hold) {
    this.#hold = hold;
    const isOnline = () => this.#online && !this.#gone;
    this.signalling = {
      get online() {
        return isOnline();
      },
      request: async (name: string, input: object) => (await this.#request(name, input)) as never,
    };
  }

  /** The line breaks: what is asked is not answered, though some of it may arrive. */
  breakLine(): void {
    this.#online = false;
  }

  mendLine(): void {
    this.#online = true;
  }

  /** The peer is out of the room. */
  close(): void {
    this.#gone = true;
    this.list.clear();
  }

  /** What others hear and see: sources that are not muted and whose track gives something. */
  heard(): Source[] {
    return [...this.list.values()].flatMap(({ producerId, source, paused }) => {
      const producer = this.producers.get(producerId);
      const flows = producer && !producer.closed && !producer.paused && producer.track.readyState === 'live';
      return flows && producer.track.enabled && !paused ? [source] : [];
    });
  }

  /** Requests arrive, and answers come back, in the order in which they were sent. */
  async #request(name: string, input: object): Promise<unknown> {
    if (!this.#online) throw new CallError('connection-lost');
    const arrived = this.#arriving.then(() => this.#hold(`to-server ${name}`));
    this.#arriving = arrived.catch(() => undefined);
    await arrived;
    if (this.#gone) throw new CallError('connection-lost');
    let answer: () => unknown;
    try {
      await this.#hold(`at-server ${name}`);
      const value = this.#act(name, input);
      answer = () => value;
    } catch (error) {
      answer = () => {
        throw error;
      };
    }
    const answered = this.#answering.then(() => this.#hold(`from-server ${name}`));
    this.#answering = answered.catch(() => undefined);
    await answered;
    if (!this.#online) throw new CallError('connection-lost');
    return answer();
  }

  #act(name: string, input: object): unknown {
    if (name === 'media:produce') return this.#produce(input as Omit<SourceInfo, 'producerId'>);
    const { producerId, paused } = input as { producerId: string; paused: boolean };
    const info = this.list.get(producerId);
    if (!info) throw new RequestError('no-such-producer');
    if (name === 'media:close') this.list.delete(producerId);
    else this.list.set(producerId, { ...info, paused });
    return {};
  }

  #produce({ source, codec, paused }: Omit<SourceInfo, 'producerId'>): { producerId: string } {
    if ([...this.list.values()].some((info) => info.source === source))
      throw new RequestError('source-already-on');
    this.#lastId += 1;
    const producerId = `producer-${this.#lastId}`;
    this.list.set(producerId, { producerId, source, codec, paused });
    return { producerId };
  }
}

/** A call in a fake room: the real way of sending over a fake transport. */
export class FakeCall implements SendingCall {
  readonly room: FakeRoom;
  left = false;
  readonly drawings = { goOn: async () => undefined } as unknown as SendingCall['drawings'];
  #sources: SourceInfo[] = [];
  readonly #outgoing: OutgoingMedia;
  readonly #own: OwnSending;
  readonly sendTrack: SendingCall['sendTrack'];
  readonly sendPictures: SendingCall['sendPictures'];
  readonly isSending: SendingCall['isSending'];
  readonly setPaused: SendingCall['setPaused'];
  readonly stopSource: SendingCall['stopSource'];
  readonly replaceTrack: SendingCall['replaceTrack'];

  constructor(room: FakeRoom) {
    this.room = room;
    const isLeft = () => this.left;
    const link = {
      device: { sendRtpCapabilities: { codecs: [] } },
      send: { produce: (options: ProduceOptions) => this.#produce(options) },
      get closed() {
        return isLeft();
      },
    } as unknown as MediaLink;
    this.#outgoing = new OutgoingMedia(room.signalling, link);
    this.#own = new OwnSending({
      current: () => (this.left ? undefined : this.#outgoing),
      require: () => {
        if (this.left) throw new CallError('connection-lost');
        return this.#outgoing;
      },
      ownSources: () => this.#sources,
      applyOwn: (noticeFor) => this.#apply(noticeFor('self')),
    });
    const own = this.#own;
    this.sendTrack = (outgoing) => own.sendTrack(outgoing);
    this.sendPictures = (source) => own.sendPictures(source);
    this.isSending = (producerId) => own.isSending(producerId);
    this.setPaused = (producerId, paused) => own.setPaused(producerId, paused);
    this.stopSource = (producerId) => own.stopSource(producerId);
    this.replaceTrack = (producerId, track) => own.replaceTrack(producerId, track);
  }

  /** The line is back: what differs is settled, as the call does it. */
  async resume(): Promise<void> {
    this.room.mendLine();
    this.#sources = [...this.room.list.values()];
    await this.#own.settle(this.#outgoing);
  }

  /** As a call that is left. */
  leave(): void {
    this.left = true;
    for (const producer of this.room.producers.values()) producer.close();
    this.room.close();
  }

  async #produce({ track, appData }: ProduceOptions): Promise<FakeProducer> {
    if (track.readyState === 'ended') throw new Error('track ended');
    const { producerId } = await this.room.signalling.request('media:produce', appData as never);
    if (this.left) throw new Error('transport closed');
    const producer = new FakeProducer(producerId, track);
    this.room.producers.set(producerId, producer);
    return producer;
  }

  #apply(notice: Notice): void {
    if (notice.name === 'source:started') this.#sources = [...this.#sources, notice.body.source];
    if (notice.name === 'source:stopped') {
      const { producerId } = notice.body;
      this.#sources = this.#sources.filter((each) => each.producerId !== producerId);
    }
  }
}

interface ProduceOptions {
  readonly track: FakeTrack;
  readonly appData: { readonly source: Source; readonly codec: Codec; readonly paused: boolean };
}

/** The voice engine as far as a microphone needs it; what is sent is a copy of the device's sound, as the real one makes. */
function makeEngine(hold: Hold): VoiceEngine {
  const startMicrophone: VoiceEngine['startMicrophone'] = async (opened, startCodec) => {
    await hold('start-microphone');
    let codec = startCodec;
    let device = opened.stream as unknown as FakeStream;
    let muted = false;
    let copy = new FakeTrack('audio');
    const renew = () => {
      copy.stop();
      copy = new FakeTrack('audio');
      copy.enabled = !muted;
    };
    const letGo = () => device.getTracks().forEach((track) => track.stop());
    const microphone: Microphone = {
      get codec() {
        return codec;
      },
      get track() {
        return copy.asTrack();
      },
      attachSender: () => undefined,
      setMuted: (now) => {
        muted = now;
        copy.enabled = !now;
      },
      expectLoss: () => undefined,
      setCodec: async (next) => {
        if (next !== codec) renew();
        codec = next;
      },
      replaceInput: (other) => {
        letGo();
        device = other.stream as unknown as FakeStream;
        renew();
        return copy.asTrack();
      },
      stop: () => {
        copy.stop();
        letGo();
      },
    };
    return microphone;
  };
  return { startMicrophone, tried: Promise.resolve(), speexLoaded: true } as unknown as VoiceEngine;
}

function makeCamera(device: FakeTrack, hold: Hold): EffectCamera {
  return {
    device: device.asTrack(),
    track: device.asTrack(),
    setEffect: async () => hold('set-effect'),
    stop: () => device.stop(),
  };
}

export interface Stage {
  readonly store: StoreApi<MeetingState>;
  readonly devices: FakeDevices;
  readonly own: OwnSources;
  /** Producers whose pictures one sees oneself. */
  readonly shown: Set<string>;
  /** The running call, if there is one. */
  readonly call: () => FakeCall;
  /** Into a new room; and out of it, as the room's controller does. */
  enter(): FakeCall;
  leave(): void;
}

/** Own sources over all of these, outside a room. @param hold what takes time, and what is refused */
export function setUpSources(hold: Hold): Stage {
  const store = createStore<MeetingState>(
    () =>
      ({
        microphone: 'off',
        camera: 'off',
        share: 'off',
        preferences: readPreferences(),
        h264Available: true,
        speexAvailable: true,
        effectsAvailable: false,
        ownBackground: undefined,
        problem: undefined,
        deviceProblems: {},
        room: undefined as RoomSnapshot | undefined,
      }) as MeetingState,
  );
  const devices = new FakeDevices(hold);
  const shown = new Set<string>();
  let running: FakeCall | undefined;
  const requireCall = () => {
    if (!running) throw new CallError('connection-lost');
    return running;
  };
  const engine = makeEngine(hold);
  const own = new OwnSources({
    store,
    engine: () => engine,
    requireCall,
    openMicrophone: async (_choice, _openSuppressor, signal: AbortSignal) => ({
      stream: (await devices.open('microphone', ['audio'], signal)) as unknown as MediaStream,
      suppressor: undefined,
    }),
    openCamera: async (_choice, _listener, signal) => {
      const stream = await devices.open('camera', ['video'], signal);
      return makeCamera(stream.tracks[0] as FakeTrack, hold);
    },
    openScreen: async (signal) => {
      const kinds = devices.screenHasSound ? (['video', 'audio'] as const) : (['video'] as const);
      return (await devices.open('screen', kinds, signal)) as unknown as MediaStream;
    },
    stage: {
      setOrigin: (producerId) => void shown.add(producerId),
      removeOrigin: (producerId) => void shown.delete(producerId),
    },
  });
  return {
    store,
    devices,
    own,
    shown,
    call: requireCall,
    enter() {
      running = new FakeCall(new FakeRoom(hold));
      return running;
    },
    leave() {
      running?.leave();
      running = undefined;
      own.end();
    },
  };
}
