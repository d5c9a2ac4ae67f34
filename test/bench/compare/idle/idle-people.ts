// People who are signed in and do nothing, in processes of the load tester's crew. Used by the idle part.
import { Crew } from '../../../../load/crew/crew.ts';
import type { CrewSettings } from '../../../../load/crew/messages.ts';
import type { PlannedParticipant } from '../../../../load/plan/plan-participants.ts';

/** Twenty thousand sockets are more than one process may have on many machines. */
const processes = 2;

const idler = {
  room: undefined,
  opensRoom: false,
  publishes: false,
  wave: 'first',
  enterAfterMs: 0,
  stayMs: undefined,
  phase: 0,
} as const;

export class IdlePeople {
  readonly #crew: Crew;
  readonly #tokens: Readonly<Record<number, string>>;
  #count = 0;

  private constructor(crew: Crew, tokens: Readonly<Record<number, string>>) {
    this.#crew = crew;
    this.#tokens = tokens;
  }

  /** @param tokens of the people, by account */
  static async open(url: string, tokens: Readonly<Record<number, string>>): Promise<IdlePeople> {
    const crew = await Crew.start({
      workers: processes,
      coordinate: undefined,
      helpers: 0,
      signal: new AbortController().signal,
      onOpen: () => undefined,
      onSignedIn: () => undefined,
      onJoined: () => undefined,
      onNotJoined: () => undefined,
      onWaiting: () => undefined,
      onRoom: () => undefined,
    });
    const settings: CrewSettings = {
      url,
      seed: 1,
      password: '',
      voice: 'none',
      speaking: 'turns',
      allVoicesFlow: true,
      picture: 'camera',
      layers: [],
      jpeg: undefined,
      takesJpeg: false,
      paceMs: 0,
    };
    await crew.prepare(settings);
    return new IdlePeople(crew, tokens);
  }

  /** Lets more come until there are so many. @throws Error when one of them cannot */
  async growTo(count: number): Promise<void> {
    const plans: PlannedParticipant[] = [];
    for (; this.#count < count; this.#count += 1) plans.push({ ...idler, index: this.#count });
    await this.#crew.signIn(plans, this.#tokens);
  }

  leave(): Promise<void> {
    return this.#crew.finish();
  }
}
