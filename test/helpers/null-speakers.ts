// Silent loudspeakers for a machine without any: Firefox runs no sound at all where it finds none.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const startMs = 20_000;
const lookEveryMs = 50;

export interface NullSpeakers {
  /** For the program that is to play. */
  readonly environment: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/** @throws Error where PulseAudio is not installed or does not start */
export async function openNullSpeakers(): Promise<NullSpeakers> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-speakers-'));
  const socket = join(folder, 'native');
  const environment = {
    ...process.env,
    XDG_RUNTIME_DIR: folder,
    PULSE_RUNTIME_PATH: folder,
    PULSE_STATE_PATH: folder,
    PULSE_SERVER: `unix:${socket}`,
  };
  const modules = [`module-native-protocol-unix socket=${socket} auth-anonymous=1`, 'module-null-sink'];
  const manners = [
    '--daemonize=no',
    '--exit-idle-time=-1',
    '--use-pid-file=no',
    '--realtime=no',
    '--high-priority=no',
  ];
  const pulseaudio = spawn('pulseaudio', ['-n', ...manners, ...modules.map((module) => `--load=${module}`)], {
    env: environment,
    stdio: 'ignore',
  });
  const ended = once(pulseaudio, 'exit').catch(() => undefined);
  const isOver = () => pulseaudio.pid === undefined || pulseaudio.exitCode !== null;
  const close = async () => {
    pulseaudio.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const giveUpMs = Date.now() + startMs;
  while (!existsSync(socket)) {
    if (isOver() || Date.now() > giveUpMs) {
      await close();
      throw new Error('PulseAudio does not start; npm run test:nightly installs it.');
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return { environment, close };
}
