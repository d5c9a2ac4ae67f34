// What the screens may ask of the meeting, each passed on to the part that does it; what fails is shown. Used by meeting-controller.
import type { StoreApi } from 'zustand';
import type { RunningRoom } from '../../protocol/room/roster.ts';
import type { Call } from '../call/call.ts';
import type { VoiceEngine } from '../media/voice-contract.ts';
import type { AccountController } from './account-controller.ts';
import type { ContactsController } from './contacts-controller.ts';
import type { DeviceController } from './device-controller.ts';
import { dismissDeviceProblem } from './device-problems.ts';
import { tryDevices } from './device-trial.ts';
import { createDrawingActions } from './drawing-actions.ts';
import type { FilesController } from './files-controller.ts';
import type { GroupsController } from './groups-controller.ts';
import type { LocalSources } from './local-sources.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';
import type { Request } from '../messages/ports.ts';
import type { MessagesController } from './messages-controller.ts';
import type { PreferencesController } from './preferences-controller.ts';
import { createPushToTalk } from './push-to-talk.ts';
import type { ProfileController } from './profile-controller.ts';
import type { ReceivedMedia } from './received-media.ts';
import type { RingingController } from './ringing-controller.ts';
import type { RoomController } from './room-controller.ts';
import { sampleStreams } from './sample-streams.ts';
import type { SignedInDevicesController } from './signed-in-devices-controller.ts';
import { showingProblems } from './to-problem.ts';
import type { VoiceMessages } from './voice-messages.ts';
import type { VoiceActions } from './voice-model.ts';
import type { VoicePlayer } from './voice-player.ts';
import type { VoiceLevels } from './voice-levels.ts';

export interface MeetingActionsParts {
  readonly store: StoreApi<MeetingState>;
  readonly account: AccountController;
  readonly signedIn: SignedInDevicesController;
  readonly messages: MessagesController;
  readonly contacts: ContactsController;
  readonly profile: ProfileController;
  readonly ringing: RingingController;
  readonly files: FilesController;
  readonly groups: GroupsController;
  readonly voiceMessages: VoiceMessages;
  readonly voicePlayer: VoicePlayer;
  readonly room: RoomController;
  readonly own: LocalSources;
  readonly received: ReceivedMedia;
  readonly devices: DeviceController;
  readonly preferences: PreferencesController;
  readonly levels: VoiceLevels;
  readonly engine: () => VoiceEngine;
  /** The running call. @throws CallError where there is none */
  readonly requireCall: () => Call;
  /** Asks over the socket. @throws RequestError, CallError */
  readonly request: Request;
}

export function createMeetingActions(parts: MeetingActionsParts): MeetingActions {
  const { store, room, received, devices, preferences } = parts;
  return {
    ...parts.account.actions(),
    ...parts.signedIn.actions(),
    conversations: parts.messages.actions(),
    contacts: parts.contacts.actions(),
    profile: parts.profile.actions(),
    ringing: parts.ringing.actions(),
    files: parts.files.actions(),
    groups: parts.groups.actions(),
    voice: createVoiceActions(parts),
    ...createDrawingActions(store, () => room.call),
    ...tryDevices(store, () => void devices.refresh()),
    ...createRoomActions(parts),
    ...createSourceActions(parts),
    setVolume: (peerId, volume) => received.setVolume(peerId, volume),
    sampleStreams: () => sampleStreams(store.getState(), received, room.call),
    setJoinWith: (joinWith) => preferences.setJoinWith(joinWith),
    readRunning: () => readRunning(parts),
    dismissProblem: () => store.setState({ problem: undefined }),
    dismissDeviceProblem: (device) => dismissDeviceProblem(store, device),
    showPicture: (producerId, element) => received.stage.show(producerId, element),
    onLevel: (peerId, listener) => parts.levels.listen(peerId, listener),
  };
}

/** What cannot be asked now is asked again the next time; a problem of it would stand in the way of what the person does. */
async function readRunning({ store, request }: MeetingActionsParts): Promise<readonly RunningRoom[]> {
  const numbers = store.getState().recentMeetings.map(({ number }) => number);
  if (numbers.length === 0) return [];
  try {
    return (await request('room:running', { numbers })).rooms;
  } catch {
    return [];
  }
}

type RoomActions = Pick<
  MeetingActions,
  | 'createRoom'
  | 'joinRoom'
  | 'leave'
  | 'answerMove'
  | 'bringBack'
  | 'forgetMoved'
  | 'lockRoom'
  | 'requirePin'
  | 'chooseVoice'
>;

function createRoomActions({ store, room, requireCall }: MeetingActionsParts): RoomActions {
  const shown = showingIn(store);
  return {
    createRoom: shown(() => room.enter({ kind: 'create' })),
    joinRoom: shown((number, secret, pin) =>
      room.enter({
        kind: 'join',
        number,
        ...(secret !== undefined && { secret }),
        ...(pin !== undefined && { pin }),
      }),
    ),
    leave: shown(() => room.leave()),
    answerMove: shown((moves) => room.answerMove(moves)),
    bringBack: shown(() => room.bringBack()),
    forgetMoved: () => store.setState({ movedFrom: undefined }),
    lockRoom: shown((locked) => requireCall().lock(locked)),
    requirePin: shown((required) => requireCall().requirePin(required)),
    chooseVoice: shown((codec) => requireCall().chooseVoice(codec)),
  };
}

type SourceActions = Pick<
  MeetingActions,
  | 'toggleMicrophone'
  | 'talk'
  | 'toggleCamera'
  | 'toggleShare'
  | 'setPreferences'
  | 'setOwnBackground'
  | 'hear'
  | 'answerDeviceOffer'
>;

function createSourceActions(parts: MeetingActionsParts): SourceActions {
  const { store, own, devices, preferences, engine } = parts;
  const shown = showingIn(store);
  const toggleMicrophone = () => devices.namedAfter(() => own.microphone.toggle());
  return {
    toggleMicrophone: shown(toggleMicrophone),
    talk: shown(createPushToTalk(() => store.getState().microphone, toggleMicrophone)),
    toggleCamera: shown(() => devices.namedAfter(() => preferences.toggleCamera())),
    toggleShare: shown(() => own.screen.toggle()),
    setPreferences: shown((change) => preferences.set(change)),
    setOwnBackground: shown((file) => preferences.setOwnBackground(file)),
    hear: () => void engine().resume(),
    answerDeviceOffer: shown((accepted) => devices.answerOffer(accepted)),
  };
}

/** Makes of work an action whose failure is shown. */
function showingIn(store: StoreApi<MeetingState>) {
  return <A extends unknown[]>(work: (...args: A) => Promise<void>) =>
    (...args: A): Promise<void> =>
      showingProblems(store, () => work(...args));
}

function createVoiceActions({ voiceMessages, voicePlayer, engine }: MeetingActionsParts): VoiceActions {
  return {
    record: (conversation) => void voiceMessages.record(conversation),
    stop: () => void voiceMessages.stop(),
    send: () => void voiceMessages.send(),
    discard: () => voiceMessages.discard(),
    preview: async (address) => {
      const spoken = await (await fetch(address)).blob();
      return URL.createObjectURL(await engine().playable(spoken));
    },
    toggle: (conversation, id) => voicePlayer.toggle(conversation, id),
    seek: (positionMs) => voicePlayer.seek(positionMs),
    setSpeed: (speed) => voicePlayer.setSpeed(speed),
  };
}
