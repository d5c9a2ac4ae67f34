// What the kernel alone needs to send the fan-out's packets: plainly, encrypted, and in segments. Used by the fan-out part.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { allowedCores, onRelayCore } from '../cores.ts';
import { type CameraSettings, framesPerSecond } from '../traffic/camera.ts';
import { buildProgram, compilerMissing, hasCrypto } from './build-program.ts';

const run = promisify(execFile);
/** RTP header and SRTP's tag beside the payload. */
const envelopeBytes = 12 + 16;

type FloorMode = 'plain' | 'gcm' | 'segment' | 'gcm-segment';

export const floorNames: Readonly<Record<FloorMode, string>> = {
  plain: 'kernel, plain sends',
  gcm: 'kernel, AES-256-GCM and sends',
  segment: 'kernel, segmentation offload',
  'gcm-segment': 'kernel, AES-256-GCM and segmentation offload',
};

/** Those that can be run here. */
export function floorModes(): FloorMode[] {
  return (Object.keys(floorNames) as FloorMode[]).filter((mode) => hasCrypto || !mode.startsWith('gcm'));
}

/**
 * @param program built of kernel-floor.c @param receivers 1..1000
 * @returns microseconds of processor time for one packet to one receiver
 */
export async function measureFloor(
  program: string,
  mode: FloorMode,
  receivers: number,
  camera: CameraSettings,
  seconds: number,
): Promise<number> {
  const { packetsPerFrame, payloadBytes } = camera;
  const numbers = [receivers, packetsPerFrame, payloadBytes + envelopeBytes, framesPerSecond, seconds];
  const [drainCore = 0] = allowedCores().toReversed();
  const command = [...onRelayCore(), program, mode, ...numbers.map(String), String(drainCore)];
  const [file = program, ...args] = command;
  return Number((await run(file, args)).stdout);
}

export const kernelFloor = {
  name: "the kernel's floor",
  missing: compilerMissing,
  build: (): Promise<string> => buildProgram('kernel-floor'),
};
