// A Janus of our own: settings in a folder of its own and a free port, nothing of a Janus that the machine may run besides. Used by janus
// and janus-meeting.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const startTimeoutMs = 15_000;
const stopTimeoutMs = 5000;
const askAgainMs = 50;
/** Letters of what it said last. */
const outputTailMax = 500;
/** A comparison that is killed leaves no Janus behind; the program comes with the same package as taskset. */
const endsWithUs = ['setpriv', '--pdeathsig', 'TERM'];
/** What the comparison does not use is not loaded: some of it opens ports of its own. */
const idleParts = {
  plugins: 'audiobridge duktape echotest lua nosip recordplay sip streaming textroom videocall voicemail',
  transports: 'http mqtt nanomsg pfunix rabbitmq',
};

export interface JanusProcess {
  /** Where its media are. */
  readonly address: string;
  /** Of its WebSocket. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Janus offers no media on loopback itself; to any other address of the same machine packets take the same way. */
export function findOwnAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flat();
  return addresses.find((one) => one?.family === 'IPv4' && !one.internal)?.address;
}

/**
 * Starts Janus; resolves when it takes calls.
 * @param address of this machine, for its media
 * @param inside put before the command, for example `['taskset', '-c', '0']`
 * @param eventLoops threads that all transports share; `undefined`: one for each transport, as installed
 * @throws Error with its last words when it ends instead
 */
export async function startJanus(
  address: string,
  inside: readonly string[],
  eventLoops: number | undefined,
): Promise<JanusProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'plenum-janus-'));
  const port = await findFreePort();
  await writeFile(join(folder, 'janus.jcfg'), describeCore(address, eventLoops));
  await writeFile(
    join(folder, 'janus.transport.websockets.jcfg'),
    `general: { ws = true\n ws_ip = "127.0.0.1"\n ws_port = ${port} }\n`,
  );
  const [command, ...args] = [
    ...inside,
    ...endsWithUs,
    'janus',
    '-C',
    join(folder, 'janus.jcfg'),
    '-F',
    folder,
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await untilListening(child, port);
  return {
    address,
    url: `ws://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: async () => {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function describeCore(address: string, eventLoops: number | undefined): string {
  const disabled = ({ plugins, transports }: typeof idleParts): string =>
    [['plugins', plugins] as const, ['transports', transports] as const]
      .map(
        ([kind, names]) =>
          `${kind}: { disable = "${names.replaceAll(/\S+/g, 'libjanus_$&.so').replaceAll(' ', ',')}" }`,
      )
      .join('\n');
  return `general: {
  debug_level = 3
${eventLoops === undefined ? '' : `  event_loops = ${eventLoops}\n`}}
nat: { ice_enforce_list = "${address}" }
${disabled(idleParts)}
`;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when a program accepts connections at this port. */
async function untilListening(child: ChildProcess, port: number): Promise<void> {
  let output = '';
  child.stdout?.on('data', (chunk) => (output = `${output}${String(chunk)}`.slice(-outputTailMax)));
  child.once('error', (error) => (output = error.message));
  const deadline = Date.now() + startTimeoutMs;
  while (Date.now() < deadline && child.pid !== undefined && child.exitCode === null) {
    if (await takesConnections(port)) return;
    await sleep(askAgainMs);
  }
  child.kill('SIGKILL');
  throw new Error(`Janus did not start: ${output}`);
}

async function takesConnections(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const giveUp = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await exited;
  clearTimeout(giveUp);
}
