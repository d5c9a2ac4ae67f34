// A real client in Chromium, whose descriptions are read and whose ears are tried. Used by sdp-injection.
import type { Page } from 'playwright-core';
import { Participant } from '../../helpers/participant.ts';
import { type Description, readDescription, strangeLines } from './sections.ts';

declare global {
  interface Window {
    /** Of the connection on which the page receives: the last offer that was written into it, and itself. */
    receiving?: { offer: string; connection: RTCPeerConnection };
  }
}

/** Before anything else in the page: notes what is written into a connection that is offered something. */
const watchConnections = `window.RTCPeerConnection = class extends RTCPeerConnection {
  setRemoteDescription(description) {
    if (description.type === 'offer') window.receiving = { offer: description.sdp, connection: this };
    return super.setRemoteDescription(description);
  }
};`;
const patienceMs = 20_000;
/** More than what may just have been on its way. */
const heardPackets = 50;

/** What was written into the connection, and what the browser made of it. */
interface Both {
  readonly written: Description;
  readonly taken: Description;
}

export class Victim {
  readonly #person: Participant;
  #before: Both | undefined;

  private constructor(person: Participant) {
    this.#person = person;
  }

  /** Ends in the lobby. */
  static async open(origin: string): Promise<Victim> {
    const person = await Participant.open({
      origin,
      nickname: 'victim',
      devices: false,
      initScript: watchConnections,
    });
    await person.register();
    return new Victim(person);
  }

  get page(): Page {
    return this.#person.page;
  }

  get errors(): readonly string[] {
    return this.#person.errors;
  }

  /** @param producerIds sources of others that are as they should be; later ones are compared with them */
  async join(number: string, producerIds: readonly string[]): Promise<void> {
    await this.#person.joinRoom(number);
    this.#before = await this.#describe(producerIds);
  }

  /** Loads the page anew, which leads back into the call. */
  async reload(): Promise<void> {
    await this.page.reload();
    // A page that was loaded again plays no sound before the first click in it.
    await this.#person.byTestId('call-view').click({ position: { x: 5, y: 5 } });
    this.#before = await this.#describe([]);
  }

  /** What is strange in the descriptions once these sources are in them. */
  async strangeLines(producerIds: readonly string[]): Promise<string[]> {
    const now = await this.#describe(producerIds);
    if (this.#before === undefined) throw new Error('The victim has not joined.');
    return [
      ...strangeLines(this.#before.written, now.written),
      ...strangeLines(this.#before.taken, now.taken),
    ];
  }

  /** How many of the voices in the room stand still for the victim. */
  async countUnheard(): Promise<number> {
    const startedMs = performance.now();
    const first = await this.#heard();
    for (;;) {
      const now = await this.#heard();
      const unheard = [...first].filter(([peer, count]) => (now.get(peer) ?? 0) < count + heardPackets);
      if (now.size > 0 && unheard.length === 0) return 0;
      if (performance.now() - startedMs > patienceMs) return Math.max(1, unheard.length);
      await this.page.waitForTimeout(200);
    }
  }

  close(): Promise<void> {
    return this.#person.close();
  }

  /** Packets so far, by peer whose voice there is. */
  async #heard(): Promise<Map<string, number>> {
    const { peers } = await this.#person.stats();
    return new Map(peers.flatMap(({ peer, voice }) => (voice ? [[peer, voice.received] as const] : [])));
  }

  async #describe(producerIds: readonly string[]): Promise<Both> {
    await this.page.waitForFunction(
      (ids) => {
        const { offer = '', connection } = window.receiving ?? {};
        return connection?.signalingState === 'stable' && ids.every((id) => offer.includes(`msid:${id} `));
      },
      producerIds,
      { timeout: patienceMs },
    );
    const { written, taken } = await this.page.evaluate(() => ({
      written: window.receiving?.offer ?? '',
      taken: window.receiving?.connection.remoteDescription?.sdp ?? '',
    }));
    return { written: readDescription(written), taken: readDescription(taken) };
  }
}
