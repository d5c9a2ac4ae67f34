// Receivers that take nothing: their transports stand, the relay sends to them, and the kernel throws away what arrives, so that many of
// them cost the generator nothing. Holds until their transports give up, 30 s later. Used by the delay part.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { buildProgram } from './build-program.ts';

/** This process's UDP sockets: file descriptors by the kernel's number of the socket. */
export type UdpSockets = ReadonlyMap<string, number>;

export function udpSockets(): UdpSockets {
  const numbers = portsByNumber();
  const sockets = new Map<string, number>();
  for (const descriptor of readdirSync('/proc/self/fd')) {
    const number = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/self/fd/${descriptor}`))?.[1];
    if (number !== undefined && numbers.has(number)) sockets.set(number, Number(descriptor));
  }
  return sockets;
}

/** The sockets that have come since an earlier look. */
export function newSockets(before: UdpSockets): UdpSockets {
  return new Map(Array.from(udpSockets()).filter(([number]) => !before.has(number)));
}

/** Ports that these sockets listen on. */
export function portsOf(sockets: UdpSockets): number[] {
  const ports = portsByNumber();
  return [...sockets.keys()].flatMap((number) => ports.get(number) ?? []);
}

/** Makes sockets of this process deaf for ever. @throws Error when that cannot be done here */
export async function deafen(sockets: UdpSockets): Promise<void> {
  const program = await buildProgram('deafen');
  const child = spawn(program, [String(sockets.size)], {
    stdio: ['ignore', 'inherit', 'inherit', ...sockets.values()],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('Receivers could not be made deaf: this kernel takes no socket filters.');
}

/** Of all UDP sockets of this machine, by the kernel's number of the socket. */
function portsByNumber(): Map<string, number> {
  return new Map(
    ['/proc/net/udp', '/proc/net/udp6'].flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .slice(1)
        .map((line) => line.trim().split(/\s+/))
        .map(
          ([, local = '', , , , , , , , number = '']) =>
            [number, Number.parseInt(local.split(':')[1] ?? '', 16)] as const,
        ),
    ),
  );
}

/** Nothing when the descriptor has just been closed. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
