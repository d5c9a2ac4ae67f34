// A meeting without server: every action answers at once. Used by the preview and by the tests of the screens.
import { createStore } from 'zustand/vanilla';
import { type DeviceProblems, dismissDeviceProblem } from '../../app/device-problems.ts';
import type { MeetingActions, MeetingState, Phase, Problem, SwitchState } from '../../app/meeting-model.ts';
import { createPushToTalk } from '../../app/push-to-talk.ts';
import type { Meeting } from '../state/meeting-context.ts';
import { fakeDevices, fakeSignIn } from './fake-devices.ts';
import { fakeContacts, createFakeContacts } from './fake-contacts.ts';
import { noConversations } from '../../app/conversations-model.ts';
import { noRings } from '../../app/ringing-model.ts';
import { noFiles } from '../../app/files-model.ts';
import { createFakeConversations } from './fake-conversations.ts';
import { createFakeFiles, createFakeVoice } from './fake-files.ts';
import { createFakeGroups, fakeGroups } from './fake-groups.ts';
import { noVoice } from '../../app/voice-model.ts';
import { makeUpDrawings } from './fake-drawings.ts';
import { makeStreams } from './fake-streams.ts';
import { makeRoom, type RoomScene, withOwnSource } from './fake-room.ts';
import { showMovingPicture } from './moving-picture.ts';

export interface Scene extends RoomScene {
  /** Contacts and requests of the account; of the names of one's own where there are some. */
  readonly contacts: number;
  readonly phase: Phase;
  readonly problem: Problem | undefined;
  readonly deviceProblems: DeviceProblems;
  readonly reconnecting: boolean;
  /** The page was loaded again in a call. */
  readonly returning: boolean;
  /** The account went on elsewhere. */
  readonly moved: boolean;
  /** The account is in a meeting elsewhere, and wants into one here. */
  readonly asksToMove: boolean;
  /** The browser keeps the call silent. */
  readonly silenced: boolean;
  readonly deviceOffer: boolean;
  /** The account signed in on a new device. */
  readonly newSignIn: boolean;
  /** Others are louder than the own voice. */
  readonly held: boolean;
  readonly h264Available: boolean;
  readonly effectsAvailable: boolean;
}

function initialState(scene: Scene): MeetingState {
  const signedIn = scene.phase !== 'signed-out' && scene.phase !== 'starting';
  return {
    signedInDevices: undefined,
    newSignIns: scene.newSignIn ? [fakeSignIn] : [],
    registration: undefined,
    phase: scene.phase,
    account: signedIn ? { accountId: 'account0', nickname: 'Ada Lovelace', phone: '13800000000' } : undefined,
    room: scene.phase === 'call' ? makeRoom(scene) : undefined,
    returningTo: scene.returning ? '43839' : undefined,
    moveQuestion: scene.asksToMove
      ? { entrance: { kind: 'create' }, elsewhere: { number: '43839', isSameDevice: false } }
      : undefined,
    movedFrom: scene.moved ? { number: '43839' } : undefined,
    reconnecting: scene.reconnecting,
    silenced: scene.silenced,
    microphone: 'off',
    camera: 'off',
    share: 'off',
    preferences: {
      cameraCodec: 'h264',
      screenCodec: 'h264',
      microphoneId: '',
      cameraId: '',
      speakerId: '',
      noiseSuppression: 'light',
      automaticGain: true,
      cameraQuality: 'standard',
      background: 'none',
      stickers: [],
      shareMode: 'text',
      audioOnly: false,
      videosMax: 25,
    },
    devices: {
      microphones: [{ id: 'm1', label: 'Built-in microphone' }],
      cameras: [{ id: 'c1', label: 'FaceTime HD camera with a rather long name (05ac:8514)' }],
      speakers: [{ id: 's1', label: 'Headphones' }],
    },
    deviceOffers: scene.deviceOffer ? [{ kind: 'microphone', id: 'm2', label: 'USB headset' }] : [],
    joinWith: { microphone: false, camera: false },
    recentMeetings: [
      {
        number: '04217',
        atMs: Date.now() - 600_000,
        people: ['王小明', 'Jo', 'Bartholomew Featherstonehaugh-Cholmondeley'],
      },
      { number: '00001', atMs: Date.now() - 26 * 3_600_000, people: ['Grace Hopper'] },
      { number: '00000', atMs: 0, people: [] },
    ],
    h264Available: scene.h264Available,
    heldVoiceId: scene.held ? 'peer0-microphone' : undefined,
    speexAvailable: true,
    effectsAvailable: scene.effectsAvailable,
    effectCost: { coreShare: 0.184, msPerPicture: 6.13, framesPerSecond: 29.9 },
    ownBackground: undefined,
    conversations: noConversations,
    files: noFiles,
    voice: noVoice,
    contacts: fakeContacts(scene.contacts, scene.nicknames),
    profile: {
      own: {
        nickname: 'Ada Lovelace',
        about: 'On leave',
        presence: 'shown',
        foundByPhone: true,
        foundByName: true,
      },
      ticket: undefined,
    },
    ringing: noRings,
    groups: fakeGroups,
    problem: scene.problem,
    deviceProblems: scene.deviceProblems,
    busy: false,
  };
}

/** A meeting that begins as the scene says. */
export function createFakeMeeting(scene: Scene): Meeting {
  const store = createStore<MeetingState>(() => initialState(scene));
  const set = (change: Partial<MeetingState>) => store.setState(change);
  const signIn = (nickname: string) =>
    set({ phase: 'lobby', account: { accountId: 'account0', nickname, phone: '13800000000' } });
  const enter = () => set({ phase: 'call', room: makeRoom({ ...scene, host: true }) });
  const flip = (name: 'microphone' | 'camera' | 'share', codec: 'speex' | 'h264' | 'jpeg') => {
    const next: SwitchState = store.getState()[name] === 'off' ? 'on' : 'off';
    const { room } = store.getState();
    const source = name === 'share' ? 'screen' : name;
    set({
      [name]: next,
      ...(room && { room: withOwnSource(room, source, next === 'on' ? codec : undefined) }),
    });
  };
  const actions: MeetingActions = {
    ...makeUpDrawings(),
    conversations: createFakeConversations(),
    files: createFakeFiles(),
    voice: createFakeVoice(),
    contacts: createFakeContacts(store),
    profile: {
      edit: async () => undefined,
      changeNickname: async () => ({ code: 'nickname-taken' }),
      setPicture: async () => undefined,
      removePicture: async () => undefined,
    },
    ringing: {
      ring: async () => undefined,
      acceptRing: async () => undefined,
      declineRing: async () => undefined,
      cancelRing: async () => undefined,
    },
    groups: createFakeGroups(),
    signIn: async ({ login, password }) =>
      password === 'wrong' ? set({ problem: { code: 'wrong-credentials' } }) : signIn(login),
    readRegistration: async () => set({ registration: 'open' }),
    register: async ({ phone, nickname }) =>
      phone === '10000' ? set({ problem: { code: 'phone-taken' } }) : signIn(nickname),
    signOut: async () => set({ phase: 'signed-out', account: undefined }),
    signOutEverywhere: async () => set({ phase: 'signed-out', account: undefined }),
    readSignedInDevices: async () =>
      set({ signedInDevices: store.getState().signedInDevices ?? fakeDevices }),
    signOutDevice: async (sessionId) =>
      set({
        signedInDevices: store.getState().signedInDevices?.filter((each) => each.sessionId !== sessionId),
      }),
    signOutOtherDevices: async () =>
      set({ signedInDevices: store.getState().signedInDevices?.filter(({ isThis }) => isThis) }),
    readRunning: async () => [{ number: '04217', count: 4, nicknames: ['王小明', 'Jo', 'Łukasz'] }],
    dismissNewSignIns: () => set({ newSignIns: [] }),
    changePassword: async ({ current }) => {
      if (current === 'wrong') set({ problem: { code: 'wrong-credentials' } });
      return current !== 'wrong';
    },
    createRoom: async () => enter(),
    joinRoom: async (number, _secret, pin) => {
      if (number === '00000') set({ problem: { code: 'room-unavailable' } });
      else if (number === '00001' && pin !== '123456')
        set({ problem: { code: pin === undefined ? 'pin-needed' : 'pin-wrong' } });
      else enter();
    },
    answerMove: async () => set({ moveQuestion: undefined }),
    bringBack: async () => set({ movedFrom: undefined }),
    forgetMoved: () => set({ movedFrom: undefined }),
    leave: async () =>
      set({ phase: 'lobby', room: undefined, microphone: 'off', camera: 'off', share: 'off' }),
    lockRoom: async (locked) => {
      const { room } = store.getState();
      if (room) set({ room: { ...room, locked } });
    },
    requirePin: async (required) => {
      const { room } = store.getState();
      if (room === undefined) return;
      const { pin: _, ...rest } = room;
      set({ room: { ...rest, ...(required && { pin: '123456' }) } });
    },
    chooseVoice: async (codec) => {
      const { room } = store.getState();
      if (room) set({ room: { ...room, voice: { chosen: codec, used: codec } } });
    },
    toggleMicrophone: async () => flip('microphone', 'speex'),
    talk: createPushToTalk(
      () => store.getState().microphone,
      async () => flip('microphone', 'speex'),
    ),
    toggleCamera: async () => flip('camera', store.getState().preferences.cameraCodec),
    toggleShare: async () => flip('share', store.getState().preferences.screenCodec),
    setPreferences: async (change) => set({ preferences: { ...store.getState().preferences, ...change } }),
    setOwnBackground: async () => undefined,
    hear: () => set({ silenced: false }),
    setVolume: () => undefined,
    sampleStreams: async () => makeStreams(store.getState().room),
    setJoinWith: (joinWith) => set({ joinWith }),
    tryCamera: (_cameraId, element) => showMovingPicture('peer0-camera', element),
    tryMicrophone: (_preferences, listener) => {
      const timer = setInterval(() => listener(-30, true), 50);
      return () => clearInterval(timer);
    },
    trySpeaker: async () => undefined,
    answerDeviceOffer: async () => set({ deviceOffers: [] }),
    dismissProblem: () => set({ problem: undefined }),
    dismissDeviceProblem: (device) => dismissDeviceProblem(store, device),
    showPicture: showMovingPicture,
    onLevel: (peerId, listener) => {
      const tell = () => {
        const speaking = peerId === 'peer2' || (peerId === 'peer0' && store.getState().microphone === 'on');
        listener(speaking ? -30 + Math.sin(performance.now() / 200) * 12 : -127, speaking);
      };
      const timer = setInterval(tell, 50);
      return () => clearInterval(timer);
    },
  };
  return { store, actions };
}
