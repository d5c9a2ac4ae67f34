// What the person chose: kept for the next time, and carried out on what is on. Owned by the meeting's controller.
import type { StoreApi } from 'zustand';
import type { VoiceEngine } from '../media/voice-contract.ts';
import type { JoinWith, MeetingState, Preferences } from './meeting-model.ts';
import { keepBackground, readBackground } from './local-background.ts';
import type { LocalSources } from './local-sources.ts';
import { type AccountChoices, withRecentMeeting, writeAccountChoices } from './stored-account-choices.ts';
import { writePreferences } from './stored-preferences.ts';

export class PreferencesController {
  readonly #store: StoreApi<MeetingState>;
  readonly #own: LocalSources;
  readonly #engine: () => VoiceEngine;

  constructor(store: StoreApi<MeetingState>, own: LocalSources, engine: () => VoiceEngine) {
    this.#store = store;
    this.#own = own;
    this.#engine = engine;
  }

  async set(change: Partial<Preferences>): Promise<void> {
    const before = this.#store.getState().preferences;
    const preferences = { ...before, ...change };
    this.#store.setState({ preferences });
    writePreferences(preferences);
    if (isChanged(['cameraCodec', 'cameraId', 'cameraQuality'], before, preferences)) {
      await this.#own.camera.followPreferences();
    }
    if (isChanged(['background', 'stickers'], before, preferences)) await this.#own.camera.changeEffect();
    if (isChanged(['screenCodec', 'shareMode'], before, preferences)) this.#own.screen.look();
    if (isChanged(['microphoneId', 'noiseSuppression', 'automaticGain'], before, preferences)) {
      this.#own.microphone.look();
    }
    if (preferences.speakerId !== before.speakerId) await this.#engine().setSpeaker(preferences.speakerId);
  }

  /** @param file undefined to forget the one there is. @throws BackgroundError */
  async setOwnBackground(file: Blob | undefined): Promise<void> {
    const { background } = this.#store.getState().preferences;
    const ownBackground = file && (await readBackground(file));
    this.#store.setState({ ownBackground });
    const isSame = background === 'own' && file !== undefined;
    if (isSame) await this.#own.camera.changeEffect();
    else await this.set({ background: file ? 'own' : background === 'own' ? 'blur' : background });
    keepBackground(ownBackground);
  }

  /** Switching the camera on forgets that it was meant to be off. */
  async toggleCamera(): Promise<void> {
    await Promise.all([this.#allowCamera(), this.#own.camera.toggle()]);
  }

  /** The camera is on from now on. */
  async startCamera(): Promise<void> {
    await Promise.all([this.#allowCamera(), this.#own.camera.set(true)]);
  }

  async #allowCamera(): Promise<void> {
    if (this.#store.getState().preferences.cameraQuality === 'off')
      await this.set({ cameraQuality: 'standard' });
  }

  /** A meeting that one is in is offered on Home the next time. @param people nicknames of the others in it */
  rememberMeeting(number: string, people: readonly string[]): void {
    const { recentMeetings } = this.#store.getState();
    this.#keep({ recentMeetings: withRecentMeeting(recentMeetings, number, Date.now(), people) });
  }

  /** What is on from the beginning, this time and the next. */
  setJoinWith(joinWith: JoinWith): void {
    this.#keep({ joinWith });
  }

  /** For this account alone. */
  #keep(change: Partial<AccountChoices>): void {
    this.#store.setState(change);
    const { account, recentMeetings, joinWith } = this.#store.getState();
    if (account) writeAccountChoices(account.accountId, { recentMeetings, joinWith });
  }
}

function isChanged(names: readonly (keyof Preferences)[], before: Preferences, after: Preferences): boolean {
  return names.some((name) => before[name] !== after[name]);
}
