// A room made of PulseAudio: what its two loudspeakers play comes back to its microphone, as from walls. Used by the echo bench.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SoundRoom {
  /** For a program that is to hear and to play in this room. */
  readonly environment: NodeJS.ProcessEnv;
  /** Which loudspeakers programs are connected with just now. */
  inUse(): string[];
  /** Makes a person in the room play a WAV file, from now to its end. Returns a function that stops it. */
  speak(wavPath: string): () => void;
  close(): void;
}

/** The system's default is the first. Their names as browsers show them. */
const loudspeakers = ['Monitor', 'Headset'] as const;
export type Loudspeaker = (typeof loudspeakers)[number];

/** The straight way from loudspeaker to microphone without any loss, which is harsh, and two walls. */
const paths = [
  { delayMs: 40, lossPercent: 0 },
  { delayMs: 67, lossPercent: 30 },
  { delayMs: 110, lossPercent: 50 },
] as const;
const startTimeoutMs = 10_000;

/** @throws Error when PulseAudio is not installed or does not start */
export async function openSoundRoom(): Promise<SoundRoom> {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-room-'));
  const socket = join(folder, 'native');
  const environment: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    XDG_RUNTIME_DIR: folder,
    PULSE_RUNTIME_PATH: folder,
    PULSE_STATE_PATH: folder,
    PULSE_SERVER: `unix:${socket}`,
  };
  const script = join(folder, 'room.pa');
  writeFileSync(script, describeRoom(socket));
  const pulseaudio = startPulseAudio(script, environment);
  const close = () => {
    pulseaudio.kill();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(pulseaudio, environment);
    muffleWalls(environment);
  } catch (error) {
    close();
    throw error;
  }
  return {
    environment,
    inUse: () => listInUse(environment),
    speak(wavPath) {
      const player = spawn('paplay', ['--device=room', wavPath], { env: environment, stdio: 'ignore' });
      return () => player.kill();
    },
    close,
  };
}

function describeRoom(socket: string): string {
  const speakers = loudspeakers.map(
    (name) => `load-module module-null-sink sink_name=${name} sink_properties=device.description=${name}`,
  );
  const ways = loudspeakers.flatMap((name) =>
    paths.map(
      ({ delayMs }) =>
        `load-module module-loopback source=${name}.monitor sink=room latency_msec=${delayMs} adjust_time=0 ` +
        'source_dont_move=true sink_dont_move=true',
    ),
  );
  // Browsers leave out microphones that are the monitor of a loudspeaker, hence one more name for it.
  return [
    `load-module module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ...speakers,
    'load-module module-null-sink sink_name=room',
    'load-module module-remap-source source_name=microphone master=room.monitor source_properties=device.description=Microphone',
    `set-default-sink ${loudspeakers[0]}`,
    'set-default-source microphone',
    ...ways,
    '',
  ].join('\n');
}

function startPulseAudio(script: string, env: NodeJS.ProcessEnv): ChildProcess {
  const options = ['-n', '-F', script, '--exit-idle-time=-1', '--daemonize=no', '--use-pid-file=no'];
  return spawn('pulseaudio', [...options, '--high-priority=no', '--realtime=no'], { env, stdio: 'ignore' });
}

async function untilReady(pulseaudio: ChildProcess, env: NodeJS.ProcessEnv): Promise<void> {
  const missing = new Promise<never>((_resolve, reject) => {
    pulseaudio.once('error', (cause) =>
      reject(
        new Error('PulseAudio is missing: install the packages pulseaudio and pulseaudio-utils.', { cause }),
      ),
    );
    pulseaudio.once('exit', () => reject(new Error('PulseAudio did not start.')));
  });
  const ready = async () => {
    const giveUpMs = performance.now() + startTimeoutMs;
    while (!existsSync(env['PULSE_SERVER']?.replace('unix:', '') ?? '') || listWays(env).length === 0) {
      if (performance.now() > giveUpMs) throw new Error('PulseAudio did not get ready.');
      await sleep(100);
    }
  };
  await Promise.race([ready(), missing]);
}

/** Numbers of the ways from loudspeakers to the microphone, in the order of the script. */
function listWays(env: NodeJS.ProcessEnv): string[] {
  const list = execFileSync('pactl', ['list', 'short', 'sink-inputs'], { env, encoding: 'utf8' });
  const numbers = list.split('\n').flatMap((line) => /^(\d+)\t.*module-loopback/.exec(line)?.[1] ?? []);
  return numbers.length === loudspeakers.length * paths.length ? numbers : [];
}

function listInUse(env: NodeJS.ProcessEnv): string[] {
  const list = (kind: string) =>
    execFileSync('pactl', ['list', 'short', kind], { env, encoding: 'utf8' }).split('\n');
  const names = new Map(list('sinks').map((line) => line.split('\t', 2) as [string, string]));
  const used = list('sink-inputs').flatMap((line) =>
    line.includes('module-loopback') ? [] : (names.get(line.split('\t')[1] ?? '') ?? []),
  );
  return [...new Set(used)];
}

function muffleWalls(env: NodeJS.ProcessEnv): void {
  for (const [index, way] of listWays(env).entries()) {
    const volume = 100 - (paths[index % paths.length]?.lossPercent ?? 0);
    execFileSync('pactl', ['set-sink-input-volume', way, `${volume}%`], { env });
  }
}
