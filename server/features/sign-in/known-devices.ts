// Keys by which a browser shows that an account signed in on it before, so that others' guesses do not lock its owner out,
// and a sign-in on a new device can be announced.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Of an account, what a key is bound to: another password has another salt, and ends the keys that were given out before. */
export interface DeviceOwner {
  readonly id: string;
  readonly salt: string;
}

const keyForm = /^([\w-]{22})\.([\w-]{43})$/;
/** Stands in for an account that does not exist, so that the same work is done. */
const noOwner: DeviceOwner = { id: '', salt: '' };

/**
 * A key signs no one in: it only gives its device tries of its own at the password. Nothing is stored here; the keys of all
 * devices end with the secret.
 */
export class KnownDevices {
  readonly #secret: Buffer;

  constructor(secret: Buffer) {
    this.#secret = secret;
  }

  /** A key for the device on which this account has just signed in. */
  makeKey(owner: DeviceOwner): string {
    const deviceId = randomBytes(16).toString('base64url');
    return `${deviceId}.${this.#sign(deviceId, owner)}`;
  }

  /** The id of the device whose key this is, if it was given to this account; `undefined` for any other key, or none. */
  deviceOf(key: string | undefined, owner: DeviceOwner | undefined): string | undefined {
    const [, deviceId = '', signature = ''] = keyForm.exec(key ?? '') ?? [];
    const right = Buffer.from(this.#sign(deviceId, owner ?? noOwner));
    const shown = Buffer.from(signature.padEnd(right.length));
    return timingSafeEqual(right, shown) && owner !== undefined ? deviceId : undefined;
  }

  #sign(deviceId: string, { id, salt }: DeviceOwner): string {
    const text = `device ${deviceId} of ${id} with ${salt}`;
    return createHmac('sha256', this.#secret).update(text).digest('base64url');
  }
}
