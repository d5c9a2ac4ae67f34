// Lets tcpdump write down when the kernel sees packets on loopback, so that a delay needs no program's clock. Used by the delay part.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { obtainProgram } from '../obtain-program.ts';
import type { Startable } from '../part.ts';
import { type CapturedPacket, readCapture } from './read-capture.ts';

/** Ethernet, IP, UDP and RTP with what may stand between. */
const headBytes = 96;
const bufferKb = 8192;
/** The kernel hands packets over in blocks, the last of them after a second. */
const lastBlockMs = 1300;

export const wire: Startable = {
  name: 'the wire',
  missing: async () =>
    process.getuid?.() === 0
      ? obtainProgram('tcpdump', 'tcpdump')
      : 'The delay in the relay is read from the kernel by tcpdump, which needs root: run the comparison as root.',
};

/**
 * Captures UDP packets from or to these ports on loopback, from when this resolves.
 * @returns what ends it; rejects when the kernel could not keep up
 */
export async function captureWire(ports: Iterable<number>): Promise<() => Promise<CapturedPacket[]>> {
  const filter = Array.from(ports, (port) => `udp port ${port}`).join(' or ');
  const args = ['-i', 'lo', '-n', '--time-stamp-precision=nano', '-s', String(headBytes)];
  const tcpdump = spawn('tcpdump', [...args, '-B', String(bufferKb), '-w', '-', filter], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written: Buffer[] = [];
  let said = '';
  tcpdump.stdout.on('data', (bytes: Buffer) => void written.push(bytes));
  const exited = once(tcpdump, 'close');
  await new Promise<void>((resolve, reject) => {
    tcpdump.stderr.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      if (said.includes('listening on')) resolve();
    });
    exited.then(() => reject(new Error(`tcpdump does not capture here: ${said.trim()}`)), reject);
  });
  return async () => {
    await sleep(lastBlockMs);
    tcpdump.kill('SIGINT');
    await exited;
    const dropped = Number(/(\d+) packets? dropped by kernel/.exec(said)?.[1] ?? 0);
    if (dropped > 0) throw new Error(`The kernel dropped ${dropped} packets of the capture.`);
    return readCapture(Buffer.concat(written));
  };
}
