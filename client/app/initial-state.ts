// The meeting's state before anything happened: what this browser can do, and what it kept. Used by meeting-controller.
import { canChangePictures } from '../media/effects/effect-contract.ts';
import { canSendH264 } from '../media/h264-support.ts';
import { canPlaySpeex } from '../media/voice-support.ts';
import { noContacts } from './contacts-model.ts';
import { noConversations } from './conversations-model.ts';
import { noFiles } from './files-model.ts';
import { noGroups } from './groups-model.ts';
import { loadBackground } from './local-background.ts';
import { noProfile } from './profile-model.ts';
import { noVoice } from './voice-model.ts';
import type { MeetingState } from './meeting-model.ts';
import { noChoices } from './stored-account-choices.ts';
import { noRings } from './ringing-model.ts';
import { readPreferences } from './stored-preferences.ts';

export function initialState(): MeetingState {
  return {
    phase: 'starting',
    account: undefined,
    signedInDevices: undefined,
    newSignIns: [],
    registration: undefined,
    room: undefined,
    returningTo: undefined,
    movedFrom: undefined,
    moveQuestion: undefined,
    reconnecting: false,
    silenced: false,
    microphone: 'off',
    camera: 'off',
    share: 'off',
    preferences: readPreferences(),
    devices: { microphones: [], cameras: [], speakers: [] },
    deviceOffers: [],
    ...noChoices,
    h264Available: canSendH264(),
    heldVoiceId: undefined,
    speexAvailable: canPlaySpeex(),
    effectsAvailable: canChangePictures(),
    conversations: noConversations,
    contacts: noContacts,
    profile: noProfile,
    ringing: noRings,
    files: noFiles,
    groups: noGroups,
    voice: noVoice,
    effectCost: undefined,
    ownBackground: loadBackground(),
    // Browsers give a page that came without TLS from another machine neither camera nor microphone.
    problem: globalThis.isSecureContext ? undefined : { code: 'insecure-page' },
    deviceProblems: {},
    busy: false,
  };
}
