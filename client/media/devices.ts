// Opens and lists microphones, cameras, screens and loudspeakers; used by the call's controller and its settings.
import type { CameraPreset } from '../../codecs/h264-settings.ts';
import { DeviceError, type DeviceKind, deviceErrorCode } from './device-error.ts';

export { DeviceError } from './device-error.ts';

/** A device to choose from. Labels are empty until the person has once allowed a device of that kind. */
export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

export interface DeviceChoices {
  readonly microphones: readonly DeviceChoice[];
  readonly cameras: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
}

/** What a camera is asked for: the largest simulcast layer at that layer's rate. */
const cameraIdeals = {
  low: { width: 640, height: 360, frameRate: 15 },
  standard: { width: 1280, height: 720, frameRate: 30 },
  high: { width: 1280, height: 720, frameRate: 30 },
} as const satisfies Record<CameraPreset, object>;
/** Text that scrolls stays readable at this rate, and a still screen costs nothing at any. */
const screenFrameRateMax = 30;

/** What the browser does to a microphone's sound besides taking the echo out of it. */
export interface MicrophoneTreatment {
  readonly noiseSuppressed: boolean;
  /** Soft voices are made louder and loud ones softer. */
  readonly automaticGain: boolean;
}

/** What a browser may know beyond the standard's list of types; others pass over it. */
interface ScreenWishes extends DisplayMediaStreamOptions {
  readonly audio: MediaTrackConstraints & { readonly restrictOwnAudio: boolean };
  readonly selfBrowserSurface: 'exclude';
  readonly surfaceSwitching: 'include';
  readonly systemAudio: 'include';
}
const screenWishes: ScreenWishes = {
  video: { frameRate: { max: screenFrameRateMax } },
  // Sound as it is, but for the voices of this very call, which the others would hear as their echo.
  audio: {
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    restrictOwnAudio: true,
  },
  // The call itself would show itself within itself; another tab can be chosen while sharing.
  selfBrowserSurface: 'exclude',
  surfaceSwitching: 'include',
  systemAudio: 'include',
};

/**
 * The microphone as a mono voice without echo.
 * @param deviceId empty for the system's default; a device that is gone is replaced by the default
 * @param signal see `ask`; likewise below
 * @throws DeviceError, or the signal's reason; likewise below
 */
export async function openMicrophone(
  deviceId: string,
  treatment: MicrophoneTreatment,
  signal: AbortSignal,
): Promise<MediaStream> {
  const open = (strength: 'exact' | 'ideal') =>
    openDevice('microphone', signal, {
      audio: {
        ...prefer(deviceId),
        channelCount: 1,
        echoCancellation: true,
        noiseSuppression: { [strength]: treatment.noiseSuppressed },
        autoGainControl: { [strength]: treatment.automaticGain },
      },
    });
  try {
    // While the microphone is open elsewhere in the page, Chromium gives a mere wish the treatment that is there already.
    return await open('exact');
  } catch (error) {
    // A machine that cannot switch its own treatment off: better that microphone than none.
    if (error instanceof DeviceError && error.code === 'microphone-missing') return open('ideal');
    throw error;
  }
}

/**
 * The camera in the size of the preset where it can.
 * @param deviceId empty for the system's default; a device that is gone is replaced by the default
 * @throws DeviceError
 */
export function openCamera(
  deviceId: string,
  preset: CameraPreset,
  signal: AbortSignal,
): Promise<MediaStream> {
  const { width, height, frameRate } = cameraIdeals[preset];
  return openDevice('camera', signal, {
    video: {
      ...prefer(deviceId),
      width: { ideal: width },
      height: { ideal: height },
      frameRate: { ideal: frameRate },
    },
  });
}

/**
 * A screen or window that the person chooses, with its sound where the system gives it.
 * @throws DeviceError
 */
export function openScreen(signal: AbortSignal): Promise<MediaStream> {
  return ask('share', signal, async (devices) => {
    if (!('getDisplayMedia' in devices)) throw new DeviceError('share-unsupported');
    return devices.getDisplayMedia(screenWishes);
  });
}

/** All devices by kind; empty lists on a page that may not ask. */
export async function listDevices(): Promise<DeviceChoices> {
  const devices = (await mediaDevices()?.enumerateDevices()) ?? [];
  return {
    microphones: choicesOf(devices, 'audioinput'),
    cameras: choicesOf(devices, 'videoinput'),
    speakers: choicesOf(devices, 'audiooutput'),
  };
}

/** Calls back when a device was plugged in or pulled out; returns the end. */
export function watchDevices(onChange: () => void): () => void {
  const devices = mediaDevices();
  devices?.addEventListener('devicechange', onChange);
  return () => devices?.removeEventListener('devicechange', onChange);
}

/** Browsers hide it from pages that came without TLS from another machine. */
function mediaDevices(): MediaDevices | undefined {
  return (navigator as Partial<Navigator>).mediaDevices;
}

function openDevice(
  kind: 'camera' | 'microphone',
  signal: AbortSignal,
  constraints: MediaStreamConstraints,
): Promise<MediaStream> {
  return ask(kind, signal, (devices) => devices.getUserMedia(constraints));
}

/**
 * The browser may ask the person, who may answer after the caller stopped waiting: the device is closed at once then.
 * @param signal aborted when the caller stops waiting
 */
async function ask(
  kind: DeviceKind,
  signal: AbortSignal,
  open: (devices: MediaDevices) => Promise<MediaStream>,
): Promise<MediaStream> {
  const devices = mediaDevices();
  if (devices === undefined) throw new DeviceError('insecure-page');
  signal.throwIfAborted();
  const stream = await open(devices).catch((error: unknown) => {
    if (error instanceof DeviceError) throw error;
    throw new DeviceError(deviceErrorCode(kind, error instanceof Error ? error.name : ''), error);
  });
  if (signal.aborted) for (const track of stream.getTracks()) track.stop();
  signal.throwIfAborted();
  return stream;
}

function prefer(deviceId: string): MediaTrackConstraints {
  return deviceId === '' ? {} : { deviceId: { ideal: deviceId } };
}

/** Without the aliases that Chromium lists for the default devices, and without devices that may not be named yet. */
function choicesOf(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): DeviceChoice[] {
  return devices
    .filter((device) => device.kind === kind && !['', 'default', 'communications'].includes(device.deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}
