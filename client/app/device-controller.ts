// The devices of this machine as the screens see them: listed, and offered when plugged in during a call.
import type { StoreApi } from 'zustand';
import { listDevices, watchDevices } from '../media/devices.ts';
import { findNewDevices, keepPresent } from './find-new-devices.ts';
import type { MeetingState, Preferences } from './meeting-model.ts';

export class DeviceController {
  readonly #store: StoreApi<MeetingState>;
  readonly #setPreferences: (change: Partial<Preferences>) => Promise<void>;

  constructor(
    store: StoreApi<MeetingState>,
    setPreferences: (change: Partial<Preferences>) => Promise<void>,
  ) {
    this.#store = store;
    this.#setPreferences = setPreferences;
  }

  /** Lists the devices now and whenever they change. */
  async start(): Promise<void> {
    watchDevices(() => void this.refresh());
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const devices = await listDevices();
    const { devices: before, deviceOffers, phase } = this.#store.getState();
    const offers = phase === 'call' ? [...deviceOffers, ...findNewDevices(before, devices)] : [];
    this.#store.setState({ devices, deviceOffers: keepPresent(offers, devices) });
  }

  /** Devices have names only after one of them was allowed, which the work does. */
  async namedAfter(work: () => Promise<void>): Promise<void> {
    await work();
    await this.refresh();
  }

  /** Uses the first of the offered devices from now on, or not. */
  async answerOffer(accepted: boolean): Promise<void> {
    const [offer, ...deviceOffers] = this.#store.getState().deviceOffers;
    this.#store.setState({ deviceOffers });
    if (offer && accepted) await this.#setPreferences({ [`${offer.kind}Id`]: offer.id });
  }
}
