// A line on which everything takes a set time, requests and packets alike, so that ways there and back can be counted. Used by
// join-protocol.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Requester } from '../../../../peers/requester.ts';
import type { RequestInput, RequestNameOf, RequestOutput } from '../../../../protocol/requests.ts';

/** Stands between one person and the server; what the person sends to `port` reaches the media worker. */
export class DelayedLink implements Requester {
  readonly #member: Requester;
  readonly #oneWayMs: number;
  readonly #near: Socket;
  readonly #far: Socket;
  #workerPort = 0;
  #person: RemoteInfo | undefined;

  private constructor(member: Requester, oneWayMs: number, near: Socket, far: Socket) {
    this.#member = member;
    this.#oneWayMs = oneWayMs;
    this.#near = near;
    this.#far = far;
    near.on('message', (bytes, person) => {
      this.#person = person;
      this.#later(() => far.send(bytes, this.#workerPort, '127.0.0.1'));
    });
    far.on('message', (bytes) =>
      this.#later(() => {
        if (this.#person) near.send(bytes, this.#person.port, this.#person.address);
      }),
    );
  }

  /** @param oneWayMs how long a request, its answer and a packet are on their way */
  static async open(member: Requester, oneWayMs: number): Promise<DelayedLink> {
    const [near, far] = [createSocket('udp4'), createSocket('udp4')];
    for (const socket of [near, far]) {
      socket.bind(0, '127.0.0.1');
      await once(socket, 'listening');
    }
    return new DelayedLink(member, oneWayMs, near, far);
  }

  async request<N extends RequestNameOf<'socket'>>(
    name: N,
    input: RequestInput<N>,
  ): Promise<RequestOutput<N>> {
    await sleep(this.#oneWayMs);
    const answer = await this.#member.request(name, input);
    await sleep(this.#oneWayMs);
    if ('receiveTransport' in answer) this.#stepBetween(answer.receiveTransport.iceCandidates);
    return answer;
  }

  close(): void {
    this.#near.close();
    this.#far.close();
    this.#member.close();
  }

  /** The person is told this line's port in place of the worker's. */
  #stepBetween(candidates: { port: number }[]): void {
    this.#workerPort = candidates[0]?.port ?? 0;
    for (const candidate of candidates) candidate.port = this.#near.address().port;
  }

  #later(send: () => void): void {
    setTimeout(() => {
      try {
        send();
      } catch {
        // The line was closed while this was on its way.
      }
    }, this.#oneWayMs);
  }
}
