// What ringing costs an account, its address and its networks: one for each account that is rung. A part of the ringing feature.
import { RequestError } from '../../../protocol/error-codes.ts';
import { ringPaces } from '../../../protocol/ringing/model.ts';
import { networksOf } from '../../addresses/client-networks.ts';
import { PaceKeeper } from '../../limits/pace-keeper.ts';
import { multiplied } from '../../limits/plan-pace.ts';
import type { SocketCaller } from '../../dispatch/handler.ts';
import type { RingingPorts } from './create-ringing.ts';

export class RingQuota {
  readonly #ports: Pick<RingingPorts, 'budgets' | 'requestAllowance' | 'clock'>;
  readonly #pace = new PaceKeeper();

  constructor(ports: Pick<RingingPorts, 'budgets' | 'requestAllowance' | 'clock'>) {
    this.#ports = ports;
  }

  /** @throws RequestError `too-often` */
  spend({ accountId, address }: Pick<SocketCaller, 'accountId' | 'address'>, rung: number): void {
    const { budgets, requestAllowance, clock } = this.#ports;
    const networks = budgets.counts(address) ? networksOf(address) : [];
    const shares = [
      { key: accountId, limits: multiplied(ringPaces.account, requestAllowance) },
      ...networks.map(({ key, allowance }) => ({
        key,
        limits: multiplied(ringPaces.address, requestAllowance * allowance),
      })),
    ];
    const waitMs = this.#pace.spend(shares, Math.max(1, rung), clock.elapsedMs());
    if (waitMs > 0) throw new RequestError('too-often', { retryAfterMs: Math.ceil(waitMs) });
  }
}
