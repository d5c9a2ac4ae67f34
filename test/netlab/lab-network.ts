// The network of the bench, made of the kernel's namespaces and removed again whatever happens. Used by run-scenario.
//
//   namespace "talker"                    namespace "server"                         namespace "listener"
//   198.18.1.2  ---- veth ---- 198.18.1.1 |  198.18.0.1  relay  127.0.0.1 | 198.18.2.1 ---- veth ---- 198.18.2.2
//   Chromium                              |  UDP 20000, TCP 3000  server  |                           Chromium
//
// The server listens on the loopback of its own namespace and announces 198.18.0.1, the address of the relay. So nothing
// reaches it but through the relay, which tells people apart by their source address and makes each one's line as bad
// as the scenario says. There is no route between people, and none to the machine or beyond it; 198.18.0.0/15 is
// set aside for benchmarks (RFC 2544).
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { leftBehind, listNamespaces, newName, removeNamespace, run } from './namespaces.ts';

export const publicAddress = '198.18.0.1';
const prefix = 'plenum-netlab-';

/** A place in the lab. */
export interface LabPlace {
  readonly address: string;
  readonly namespace: string;
  /** Put before a command, it runs there. */
  readonly inside: readonly string[];
  /** A program that starts Chromium there. */
  readonly chromium: string;
}

/** A person's place, with the line between it and the server; what is done to the line, browsers notice by themselves. */
export interface LabPeer extends LabPlace {
  /** Nothing gets through any more, and neither end is notified. */
  cut(): void;
  restore(): void;
  /** As from Wi-Fi to cable: another interface with the later address, and the first one is gone. Once only. */
  changeAddress(): void;
  readonly laterAddress: string;
}

export interface LabNetwork {
  readonly server: LabPlace;
  readonly talker: LabPeer;
  readonly listener: LabPeer;
  /** A folder for this run, removed with it. */
  readonly folder: string;
  /** Ends what still runs inside and removes everything. */
  close(): void;
}

/** The network cannot be made here; the message is one sentence for the reader. */
export class LabNetworkError extends Error {}

/** @param userId of this process @throws LabNetworkError when that user cannot make namespaces */
export function requireLab(userId = process.getuid?.()): void {
  if (userId === 0) return;
  throw new LabNetworkError(
    'Network namespaces can only be made by root: without it the bench cannot put a bad line between people and server.',
  );
}

/**
 * Makes namespaces whose names are used once. They are removed by `close`, when the process ends, and when it is interrupted;
 * what a killed process has left behind is removed by the next one.
 * @throws LabNetworkError without root, without `ip`, or where the system forbids it
 */
export function openLabNetwork(): LabNetwork {
  requireLab();
  removeLeftovers();
  const lab = newName(prefix);
  const folder = join(tmpdir(), lab);
  const close = () => removeLab(lab);
  process.once('exit', close);
  try {
    mkdirSync(folder, { recursive: true });
    const server = openPlace('server', publicAddress, folder);
    const talker = openPeer('talker', 1, server, folder);
    const listener = openPeer('listener', 2, server, folder);
    return {
      server,
      talker,
      listener,
      folder,
      close: () => {
        process.off('exit', close);
        close();
      },
    };
  } catch (error) {
    close();
    const why = error instanceof Error ? error.message.split('\n').slice(1).join(' ').trim() : String(error);
    throw new LabNetworkError(`Network namespaces cannot be made on this machine (${why}).`);
  }
}

function openPlace(name: string, address: string, folder: string): LabPlace {
  const namespace = `${basename(folder)}-${name}`;
  ip('netns', 'add', namespace);
  ip('-n', namespace, 'link', 'set', 'lo', 'up');
  if (name === 'server') ip('-n', namespace, 'addr', 'add', `${address}/32`, 'dev', 'lo');
  const inside = ['ip', 'netns', 'exec', namespace];
  const chromium = join(folder, `chromium-${name}`);
  const program = process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';
  writeFileSync(chromium, `#!/bin/sh\nexec ${inside.join(' ')} ${program} "$@"\n`);
  chmodSync(chromium, 0o755);
  return { address, namespace, inside, chromium };
}

function openPeer(name: string, number: number, { namespace: server }: LabPlace, folder: string): LabPeer {
  const [first, second] = [`198.18.${number}`, `198.18.${number + 100}`];
  const place = openPlace(name, `${first}.2`, folder);
  const { namespace: peer } = place;
  let line = { end: name, interface: 'eth0' };
  connectPeer(server, peer, first, line);
  const change = (...what: readonly string[]) => {
    run('tc', '-n', server, 'qdisc', what[0] ?? '', 'dev', line.end, 'root', ...what.slice(1));
    run('tc', '-n', peer, 'qdisc', what[0] ?? '', 'dev', line.interface, 'root', ...what.slice(1));
  };
  return {
    ...place,
    laterAddress: `${second}.2`,
    cut: () => change('add', 'blackhole'),
    restore: () => change('del'),
    changeAddress: () => {
      const gone = line;
      line = { end: `${name}-2`, interface: 'eth1' };
      connectPeer(server, peer, second, line);
      ip('-n', peer, 'link', 'del', gone.interface);
    },
  };
}

function connectPeer(
  server: string,
  peer: string,
  network: string,
  { end, interface: name }: { readonly end: string; readonly interface: string },
): void {
  ip('-n', server, 'link', 'add', end, 'type', 'veth', 'peer', 'name', name, 'netns', peer);
  // Without an IPv6 address that would come up a second later, and for browsers be a change of network.
  ip('-n', server, 'link', 'set', end, 'addrgenmode', 'none');
  ip('-n', peer, 'link', 'set', name, 'addrgenmode', 'none');
  ip('-n', server, 'addr', 'add', `${network}.1/24`, 'dev', end);
  ip('-n', server, 'link', 'set', end, 'up');
  ip('-n', peer, 'addr', 'add', `${network}.2/24`, 'dev', name);
  ip('-n', peer, 'link', 'set', name, 'up');
  ip('-n', peer, 'route', 'replace', 'default', 'via', `${network}.1`);
}

function ip(...args: string[]): string {
  return run('ip', ...args);
}

/** @param lab the made part of its names */
function removeLab(lab: string): void {
  namespaces()
    .filter((name) => name.startsWith(`${lab}-`))
    .forEach(removeNamespace);
  rmSync(join(tmpdir(), lab), { recursive: true, force: true });
}

/** What runs of this bench have left that were killed. */
function removeLeftovers(): void {
  const gone = leftBehind(prefix, [...namespaces(), ...readdirSync(tmpdir())]);
  for (const name of gone) removeLab(name.slice(0, newName(prefix).length));
}

function namespaces(): string[] {
  try {
    return listNamespaces();
  } catch {
    throw new LabNetworkError('The program ip is missing: install the package iproute2.');
  }
}
