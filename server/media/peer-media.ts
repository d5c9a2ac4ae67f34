// What the relay carries for one peer: a transport each way, what it sends and what it receives. Owned by the relay.
import type { types } from 'mediasoup';
import { RequestError } from '../../protocol/error-codes.ts';
import { askWorker } from './ask-worker.ts';
import { PeerConsumers, type PeerConsumersParts } from './peer-consumers.ts';
import { PeerProducers, type PeerProducersParts } from './peer-producers.ts';
import type { Ask } from './worker-questions.ts';

/** Both transports of a peer, and what its media needs of its room. */
export type PeerMediaParts = PeerProducersParts & PeerConsumersParts & { readonly look: Ask };

/** All methods throw RequestError as `askWorker` does. */
export class PeerMedia {
  /** Whose peer it is. */
  readonly accountId: string;
  /** What it sends. */
  readonly producers: PeerProducers;
  /** What it receives. */
  readonly consumers: PeerConsumers;
  /** The way of the server's own looks at this peer's streams. */
  readonly look: Ask;
  readonly #ask: Ask;
  readonly #send: types.WebRtcTransport;
  readonly #receive: types.WebRtcTransport;

  constructor(parts: PeerMediaParts) {
    this.accountId = parts.accountId;
    this.producers = new PeerProducers(parts);
    this.consumers = new PeerConsumers(parts);
    this.look = parts.look;
    this.#ask = parts.ask;
    this.#send = parts.sendTransport;
    this.#receive = parts.receiveTransport;
  }

  async connect(transportId: string, dtlsParameters: types.DtlsParameters): Promise<void> {
    const transport = this.#requireTransport(transportId);
    await askWorker(
      transport,
      this.#ask(() => transport.connect({ dtlsParameters })),
    );
  }

  async restartIce(transportId: string): Promise<types.IceParameters> {
    const transport = this.#requireTransport(transportId);
    return askWorker(
      transport,
      this.#ask(() => transport.restartIce()),
    );
  }

  /** Closes everything; the relay closes the consumers that others have of it. */
  close(): void {
    this.producers.closeAll();
    this.#send.close();
    this.#receive.close();
    this.consumers.clear();
  }

  #requireTransport(transportId: string): types.WebRtcTransport {
    const transport = [this.#send, this.#receive].find(({ id }) => id === transportId);
    if (transport === undefined) throw new RequestError('media-rejected');
    return transport;
  }
}
