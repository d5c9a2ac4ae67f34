// One transport between libdatachannel and Janus: describes what is sent or takes what is offered, and waits until packets pass. Used by
// janus-publisher and janus-subscriber.
import { Audio, type DataChannel, PeerConnection, type Track, Video } from 'node-datachannel';
import { levelExtensionId, videoPayloadType, voicePayloadType } from '../../../../../peers/rtp-formats.ts';
import { opened } from '../../../../../peers/native-link.ts';
import { amendAnswer } from './amend-answer.ts';
import type { Description } from './janus-session.ts';

const openTimeoutMs = 15_000;
const h264Profile = 'profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1';
const levelExtension = `a=extmap:${levelExtensionId} urn:ietf:params:rtp-hdrext:ssrc-audio-level`;

export class JanusLink {
  readonly #connection: PeerConnection;
  readonly #connected: Promise<void>;
  readonly #gathered: Promise<void>;
  /** Kept: an object without a reference is collected as garbage, and what it receives is lost. */
  readonly #kept: (Track | DataChannel)[] = [];
  #ownChannel: DataChannel | undefined;

  /** @param address of this machine at which Janus has its media */
  constructor(address: string) {
    const connection = new PeerConnection('peer', {
      iceServers: [],
      disableAutoNegotiation: true,
      bindAddress: address,
    });
    this.#connection = connection;
    this.#gathered = until(connection.onGatheringStateChange.bind(connection), 'complete');
    this.#connected = until(connection.onStateChange.bind(connection), 'connected');
    // Callers that wait get the failure; before that it is no unhandled rejection.
    this.#connected.catch(() => undefined);
  }

  /** A voice to be sent. */
  addVoice(ssrc: number): Track {
    const section = new Audio('voice', 'SendOnly');
    section.addOpusCodec(voicePayloadType);
    section.parseSdpLine(levelExtension);
    section.addSSRC(ssrc, 'peer', 'peer', 'voice');
    return this.#keep(this.#connection.addTrack(section));
  }

  /** A picture to be sent. @param ssrcs one per layer, smallest first */
  addVideo(ssrcs: readonly number[]): Track {
    const section = new Video('video', 'SendOnly');
    section.addH264Codec(videoPayloadType, h264Profile);
    for (const ssrc of ssrcs) section.addSSRC(ssrc, 'peer', 'peer', 'video');
    if (ssrcs.length > 1) section.parseSdpLine(`a=ssrc-group:SIM ${ssrcs.join(' ')}`);
    return this.#keep(this.#connection.addTrack(section));
  }

  /** A channel for messages, which Janus passes on to the receivers of this person's data. */
  addChannel(maxPacketLifeTime: number): DataChannel {
    const options = { unordered: true, maxPacketLifeTime };
    return this.#keep(this.#connection.createDataChannel('pictures', options));
  }

  async offer(): Promise<Description> {
    this.#connection.setLocalDescription('offer');
    return { type: 'offer', sdp: await this.#describe() };
  }

  /** Takes the answer to `offer`; resolves when packets pass. @throws Error when that takes longer than 15 s */
  async acceptAnswer({ sdp }: Description): Promise<void> {
    this.#connection.setRemoteDescription(sdp, 'answer');
    await this.#connected;
  }

  /** Answers an offer. @param take is called with every stream that comes, by its `mid` @param takeChannel with every channel */
  async answer(
    { sdp }: Description,
    take: (track: Track) => void,
    takeChannel: (channel: DataChannel) => void,
  ): Promise<Description> {
    this.#connection.onTrack((track) => take(this.#keep(track)));
    this.#connection.onDataChannel((channel) => takeChannel(this.#keep(channel)));
    this.#connection.setRemoteDescription(sdp, 'offer');
    // Janus passes no data on to a person without an open channel.
    if (/^m=application/m.test(sdp))
      this.#ownChannel = this.#connection.createDataChannel('JanusDataChannel');
    this.#connection.setLocalDescription('answer');
    return { type: 'answer', sdp: amendAnswer(await this.#describe()) };
  }

  /** Resolves when packets pass. @throws Error when that takes longer than 15 s */
  async connected(): Promise<void> {
    await this.#connected;
    if (this.#ownChannel !== undefined) await opened(this.#ownChannel);
  }

  close(): void {
    this.#connection.close();
  }

  async #describe(): Promise<string> {
    await this.#gathered;
    return this.#connection.localDescription()?.sdp ?? '';
  }

  #keep<T extends Track | DataChannel>(line: T): T {
    this.#kept.push(line);
    return line;
  }
}

/** Resolves when a state is told. @throws Error when it is not within 15 s */
async function until(onChange: (listen: (state: string) => void) => void, wanted: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const giveUp = setTimeout(
      () => reject(new Error(`A transport to Janus was not ${wanted} within 15 s.`)),
      openTimeoutMs,
    );
    onChange((state) => {
      if (state !== wanted) return;
      clearTimeout(giveUp);
      resolve();
    });
  });
}
