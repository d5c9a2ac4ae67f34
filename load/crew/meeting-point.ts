// Where the processes of a crew find the one that coordinates them. Opened by crew.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { LoadError } from '../load-error.ts';
import type { HostPort } from '../plan/options.ts';

export interface MeetingPoint {
  readonly server: Server;
  /** As this machine's own processes reach it. */
  readonly address: HostPort;
}

/**
 * @param coordinate where other machines come, too; without it a free port that only this machine reaches
 * @throws LoadError when the address cannot be listened on
 */
export async function openMeetingPoint(coordinate: HostPort | undefined): Promise<MeetingPoint> {
  const server = createServer();
  server.listen(coordinate?.port ?? 0, coordinate?.host ?? '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LoadError(
      `The generator cannot listen there (${reason}): give --coordinate a free address of this machine.`,
      { cause },
    );
  }
  const { address, port } = server.address() as AddressInfo;
  return { server, address: { host: address === '0.0.0.0' ? '127.0.0.1' : address, port } };
}
