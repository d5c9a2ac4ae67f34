// Refuses people and rooms that the server has no place for. Asked by the room handlers.
import { RequestError } from '../../../protocol/error-codes.ts';
import type { ServerLoad } from '../../observe/server-load.ts';
import { planAdmission } from './plan-admission.ts';

export interface AdmissionParts {
  /** People in rooms now who have a connection: places that are kept are not counted. */
  readonly peers: () => number;
  readonly peersMax: number;
  readonly load: () => ServerLoad;
}

export class Admission {
  readonly #parts: AdmissionParts;

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
  }

  /** @throws RequestError `server-full`, or `server-busy` for a room */
  require(wanted: 'room' | 'place'): void {
    const { peers, peersMax, load } = this.#parts;
    const refusal = planAdmission(wanted, { peers: peers(), peersMax, load: load() });
    if (refusal !== undefined) throw new RequestError(refusal);
  }
}
