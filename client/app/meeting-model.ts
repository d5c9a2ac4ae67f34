// What the screens see of a meeting and what they may ask of it. Implemented by meeting-controller, read by every screen.
import type { Invitation } from '../link/invitation.ts';
import type { RegistrationForm, RegistrationMode } from '../link/account-api.ts';
import type { ScreenMode } from '../../codecs/h264-settings.ts';
import type { Drawers, Erasure, AnnotationPoint, StrokePiece } from '../../protocol/drawing/drawing.ts';
import type { ErrorCode, MeetingElsewhere } from '../../protocol/error-codes.ts';
import type { Codec, RoomSnapshot, RunningRoom, Source, VoiceCodec } from '../../protocol/room/roster.ts';
import type { DrawingListener } from '../call/drawings.ts';
import type { Entrance } from '../call/enter-room.ts';
import type { DeviceErrorCode } from '../media/device-error.ts';
import type { DeviceChoice, DeviceChoices } from '../media/devices.ts';
import { type EffectCost, scenes, type Sticker } from '../media/effects/effect-contract.ts';
import type { NoiseSuppression } from '../media/microphone-input.ts';
import type { NewSignIn, SignedInDevice } from '../../protocol/account/signed-in-devices.ts';
import type { Account } from '../link/account.ts';
import type { ContactActions, ContactsState } from './contacts-model.ts';
import type { ConversationActions, ConversationsState } from './conversations-model.ts';
import type { RingingActions, RingingState } from './ringing-model.ts';
import type { FileActions, FilesState } from './files-model.ts';
import type { GroupActions, GroupsState } from './groups-model.ts';
import type { VoiceActions, VoiceState } from './voice-model.ts';
import type { DeviceProblems, ProblemDevice } from './device-problems.ts';
import type { ProfileActions, ProfileState } from './profile-model.ts';
import type { RecentMeeting } from './stored-account-choices.ts';

/** Failures that happen on this side and never cross the wire. */
export type LocalErrorCode =
  | DeviceErrorCode
  | 'server-unreachable'
  | 'connection-lost'
  | 'loopback-unused'
  | 'session-ended'
  | 'server-closing'
  | 'share-not-resumed'
  | 'password-too-short'
  | 'password-too-long'
  | 'passwords-differ'
  | 'h264-unsupported'
  | 'noise-suppression-failed'
  | 'speex-missing'
  | 'effect-failed'
  | 'background-not-a-picture'
  | 'background-too-large'
  | 'background-not-kept'
  | 'too-many-attachments'
  | 'camera-changed'
  | 'microphone-changed';

/** A sentence to show: the screens translate the code; `retryAfterMs` and `id` fill its blanks. */
export interface Problem {
  readonly code: ErrorCode | LocalErrorCode;
  /** How long from its beginning until it may be tried again. */
  readonly retryAfterMs?: number;
  /** When that is, by this machine's clock (as `Date.now()`). */
  readonly retryAtMs?: number;
  readonly field?: string;
  readonly id?: string;
}

export type Phase = 'starting' | 'signed-out' | 'lobby' | 'joining' | 'call';

export type PictureCodec = 'h264' | 'jpeg';
export const cameraQualities = ['off', 'low', 'standard', 'high'] as const;
/** How much one's camera may cost; `off` keeps it shut. */
export type CameraQuality = (typeof cameraQualities)[number];
/** What is seen behind oneself; `own` is a picture of one's own, blurred where that is gone. */
export const backgrounds = ['none', 'blur', ...scenes, 'own'] as const;
export type BackgroundChoice = (typeof backgrounds)[number];
/** A switch that the user flips: `starting` while the device or the network is being asked. */
export type SwitchState = 'off' | 'starting' | 'on';

/** Choices that outlive the page; kept in local storage. */
export interface Preferences {
  readonly cameraCodec: PictureCodec;
  readonly screenCodec: PictureCodec;
  /** Device ids; empty: the system's default. */
  readonly microphoneId: string;
  readonly cameraId: string;
  readonly speakerId: string;
  readonly noiseSuppression: NoiseSuppression;
  readonly automaticGain: boolean;
  readonly cameraQuality: CameraQuality;
  readonly background: BackgroundChoice;
  /** Worn on every face that the camera sees. */
  readonly stickers: readonly Sticker[];
  /** What one's shared screens show. */
  readonly shareMode: ScreenMode;
  /** Receives no pictures at all. */
  readonly audioOnly: boolean;
  /** Pictures of others received at a time. */
  readonly videosMax: number;
}

/** What decides how the own microphone sounds. */
export type MicrophonePreferences = Pick<Preferences, 'microphoneId' | 'noiseSuppression' | 'automaticGain'>;

/** A device that was plugged in during the call. */
export interface DeviceOffer extends DeviceChoice {
  readonly kind: 'microphone' | 'camera' | 'speaker';
}

/** What is switched on at joining; kept for the account. */
export interface JoinWith {
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** Called some 20 times a second with a level in dBFS, -127 being silence. */
export type LevelListener = (levelDb: number, speaking: boolean) => void;

/** One look at one stream. Counts are since its start; of what is sent, as the server's reports say that it arrived there. */
export interface StreamSample {
  readonly key: string;
  readonly direction: 'received' | 'sent';
  readonly peerId: string;
  readonly nickname: string;
  readonly source: Source;
  readonly codec: Codec;
  readonly takenAtMs: number;
  /** Payload; `undefined` where nothing is carried. */
  readonly bytes: number | undefined;
  /** Frames of a voice, packets of anything else. */
  readonly received: number;
  /** Of the same unit: missing when they were due, neither delivered nor rebuilt from copies. */
  readonly lost: number;
  /** From arrival to loudspeaker, now; `undefined` where only `buffered` tells, and of what is sent. */
  readonly delayMs: number | undefined;
  /** How long all frames together that were played have waited in the browser's buffer, and how many those were. */
  readonly buffered: { readonly seconds: number; readonly count: number } | undefined;
  /** To the server and back. */
  readonly roundTripMs: number | undefined;
  /** The simulcast layer that arrives, 0 being the smallest; of what is sent, the largest that goes out. */
  readonly layer: number | undefined;
  readonly picture:
    | { readonly width: number; readonly height: number; readonly framesPerSecond: number }
    | undefined;
}

/** A way into a room that waits for an answer, and the meeting that would end elsewhere. */
export interface MoveQuestion {
  readonly entrance: Entrance;
  readonly elsewhere: MeetingElsewhere;
}

/** Everything the screens render. Levels and pictures are not in here: they go through subscriptions and refs. */
export interface MeetingState {
  readonly phase: Phase;
  readonly account: Account | undefined;
  /** Where the account is signed in, this device first; `undefined` until it was asked for. */
  readonly signedInDevices: readonly SignedInDevice[] | undefined;
  /** Sign-ins of the account on new devices that this device has not said it knows of, the latest first. */
  readonly newSignIns: readonly NewSignIn[];
  /** Who may create an account; `undefined` until the server was asked. */
  readonly registration: RegistrationMode | undefined;
  /** The room as the server told it; present in the call. */
  readonly room: RoomSnapshot | undefined;
  /** The number of the call that a page which has just been loaded takes up again. */
  readonly returningTo: string | undefined;
  /** The call that this window was in until its owner moved it to another one; it stays out until its owner brings it back. */
  readonly movedFrom: Invitation | undefined;
  /** What the person asked for here while the account is in a meeting at another window, until they say whether the call moves. */
  readonly moveQuestion: MoveQuestion | undefined;
  /** The connection to the server is broken and is being restored. */
  readonly reconnecting: boolean;
  /** The browser or the system keeps the page silent until the person clicks or presses a key. */
  readonly silenced: boolean;
  readonly microphone: SwitchState;
  readonly camera: SwitchState;
  readonly share: SwitchState;
  readonly preferences: Preferences;
  readonly devices: DeviceChoices;
  /** The first is offered first. */
  readonly deviceOffers: readonly DeviceOffer[];
  readonly joinWith: JoinWith;
  /** Meetings that the account joined in this browser, the last one first. */
  readonly recentMeetings: readonly RecentMeeting[];
  /** Whether this browser can send H.264; where it cannot, JPEG is used by itself. */
  readonly h264Available: boolean;
  /** The own voice, while it is not forwarded because others are louder. */
  readonly heldVoiceId: string | undefined;
  /** Whether this browser can play Speex; where it cannot, all voices of its room come as Opus. */
  readonly speexAvailable: boolean;
  /** Whether this browser can change the camera's pictures: backgrounds and stickers. */
  readonly effectsAvailable: boolean;
  /** What the running effect costs; `undefined` when none runs. */
  readonly effectCost: EffectCost | undefined;
  /** The own background picture, as a `data:` address. */
  readonly ownBackground: string | undefined;
  readonly conversations: ConversationsState;
  readonly contacts: ContactsState;
  readonly profile: ProfileState;
  readonly ringing: RingingState;
  readonly files: FilesState;
  readonly groups: GroupsState;
  readonly voice: VoiceState;
  readonly problem: Problem | undefined;
  /** Why a device could not be switched on, until it is tried again. */
  readonly deviceProblems: DeviceProblems;
  /** An account request is on its way. */
  readonly busy: boolean;
}

export interface MeetingActions {
  readonly conversations: ConversationActions;
  readonly contacts: ContactActions;
  readonly profile: ProfileActions;
  readonly ringing: RingingActions;
  readonly files: FileActions;
  readonly groups: GroupActions;
  readonly voice: VoiceActions;
  /** `login` is a phone number or a nickname. Without `staySignedIn` the session ends with the window. */
  signIn(form: { login: string; password: string; staySignedIn: boolean }): Promise<void>;
  /** Asks the server who may create an account. */
  readRegistration(): Promise<void>;
  register(form: RegistrationForm & { readonly confirm: string }): Promise<void>;
  signOut(): Promise<void>;
  signOutEverywhere(): Promise<void>;
  /** Asks the server where the account is signed in. */
  readSignedInDevices(): Promise<void>;
  signOutDevice(sessionId: string): Promise<void>;
  signOutOtherDevices(): Promise<void>;
  /** They are known now, and not shown on this device again. */
  dismissNewSignIns(): void;
  changePassword(form: { current: string; password: string; confirm: string }): Promise<boolean>;
  createRoom(): Promise<void>;
  /** `number` as typed; `secret` from an invitation link, or else a PIN if the room asked for one. */
  joinRoom(number: string, secret?: string, pin?: string): Promise<void>;
  leave(): Promise<void>;
  /** Moves the call here from another window, as `moveQuestion` asks, or leaves it there. */
  answerMove(moves: boolean): Promise<void>;
  /** Back into the call that moved from here, which leaves the other window. */
  bringBack(): Promise<void>;
  /** On to the lobby, after the call moved to another window or device. */
  forgetMoved(): void;
  lockRoom(locked: boolean): Promise<void>;
  /** Sets whether joining by number needs a PIN; for the host. */
  requirePin(required: boolean): Promise<void>;
  /** Sets the codec of all voices; for the host. */
  chooseVoice(codec: VoiceCodec): Promise<void>;
  toggleMicrophone(): Promise<void>;
  /** Push-to-talk: `true` at the press, `false` at the release. */
  talk(held: boolean): Promise<void>;
  toggleCamera(): Promise<void>;
  toggleShare(): Promise<void>;
  setPreferences(change: Partial<Preferences>): Promise<void>;
  /** Starts the sound that the browser keeps silent; for a click or a key press. */
  hear(): void;
  /** 0..2, 1 is as sent. */
  setVolume(peerId: string, volume: number): void;
  /** Which of the recent meetings run now, and who is in them; none where the server does not say. */
  readRunning(): Promise<readonly RunningRoom[]>;
  dismissProblem(): void;
  dismissDeviceProblem(device: ProblemDevice): void;
  /**
   * Shows a source in an element: a `video` for H.264 and for own sources, a `canvas` for JPEG of others. The layer is
   * chosen by the element's size. The returned function ends it; a source without an element is not received.
   */
  showPicture(producerId: string, element: HTMLVideoElement | HTMLCanvasElement): () => void;
  /** Calls back with the level of a peer's voice; returns the end. */
  onLevel(peerId: string, listener: LevelListener): () => void;
  /** Whom one lets point and draw on one's own shared screen. */
  allowDrawing(producerId: string, drawers: Drawers): Promise<void>;
  /** Points at a place of a shared screen for a moment; what does not arrive is not missed. */
  pointAt(producerId: string, at: AnnotationPoint): void;
  /** Draws on; `from` points of the stroke came before. Resolves with whether the piece stands now. */
  drawPiece(producerId: string, piece: StrokePiece, from: number): Promise<boolean>;
  eraseDrawing(producerId: string, erasure: Erasure): Promise<void>;
  /** Calls back with the annotations on a shared screen; returns the end. */
  onDrawing(producerId: string, listener: DrawingListener): () => void;
  /** What is received just now, for statistics; ask at most once a second. */
  sampleStreams(): Promise<readonly StreamSample[]>;
  setJoinWith(joinWith: JoinWith): void;
  /** Shows a camera, with background and stickers, without sending it; returns the end. An empty id is the system's default. */
  tryCamera(cameraId: string, element: HTMLVideoElement): () => void;
  /** Takes a file as the own background and uses it; `undefined` forgets it. */
  setOwnBackground(file: Blob | undefined): Promise<void>;
  /** Opens a microphone for the level of what would be sent; returns the end. */
  tryMicrophone(preferences: MicrophonePreferences, listener: LevelListener): () => void;
  /** Plays a tone on the chosen loudspeaker; settles at its end. */
  trySpeaker(): Promise<void>;
  /** Uses the first of the offered devices from now on, or not. */
  answerDeviceOffer(accepted: boolean): Promise<void>;
}
