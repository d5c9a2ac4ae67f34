// Own sources over fake devices, a fake voice engine and a fake call; for tests.
import { createStore, type StoreApi } from 'zustand';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import { CallError } from '../link/call-error.ts';
import { FakeCall } from './fake-call.ts';
import { FakeDevices, type FakeTrack, type Hold, makeCamera } from './fake-devices.ts';
import { FakeRoom } from './fake-room.ts';
import { makeEngine } from './fake-voice-engine.ts';
import type { MeetingState } from './meeting-model.ts';
import { LocalSources } from './local-sources.ts';
import { readPreferences } from './stored-preferences.ts';

export interface Stage {
  readonly store: StoreApi<MeetingState>;
  readonly devices: FakeDevices;
  readonly own: LocalSources;
  /** Producers whose pictures one sees oneself. */
  readonly shown: Set<string>;
  /** The running call, if there is one. */
  readonly call: () => FakeCall;
  /** Into a new room; and out of it, as the room's controller does. */
  enter(): FakeCall;
  leave(): void;
}

/** Own sources over all of these, outside a room. @param hold what takes time, and what is refused */
export function setUpSources(hold: Hold): Stage {
  const store = createStore<MeetingState>(
    () =>
      ({
        microphone: 'off',
        camera: 'off',
        share: 'off',
        preferences: readPreferences(),
        h264Available: true,
        speexAvailable: true,
        effectsAvailable: false,
        ownBackground: undefined,
        problem: undefined,
        deviceProblems: {},
        room: undefined as RoomSnapshot | undefined,
      }) as MeetingState,
  );
  const devices = new FakeDevices(hold);
  const shown = new Set<string>();
  let running: FakeCall | undefined;
  const requireCall = () => {
    if (!running) throw new CallError('connection-lost');
    return running;
  };
  const engine = makeEngine(hold);
  const own = new LocalSources({
    store,
    engine: () => engine,
    requireCall,
    openMicrophone: async (_choice, _openSuppressor, signal: AbortSignal) => ({
      stream: (await devices.open('microphone', ['audio'], signal)) as unknown as MediaStream,
      suppressor: undefined,
    }),
    openCamera: async (_choice, _listener, signal) => {
      const stream = await devices.open('camera', ['video'], signal);
      return makeCamera(stream.tracks[0] as FakeTrack, hold);
    },
    openScreen: async (signal) => {
      const kinds = devices.screenHasSound ? (['video', 'audio'] as const) : (['video'] as const);
      return (await devices.open('screen', kinds, signal)) as unknown as MediaStream;
    },
    stage: {
      setOrigin: (producerId) => void shown.add(producerId),
      removeOrigin: (producerId) => void shown.delete(producerId),
    },
  });
  return {
    store,
    devices,
    own,
    shown,
    call: requireCall,
    enter() {
      running = new FakeCall(new FakeRoom(hold));
      return running;
    },
    leave() {
      running?.leave();
      running = undefined;
      own.end();
    },
  };
}
