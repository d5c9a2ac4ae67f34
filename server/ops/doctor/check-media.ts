// Starts a media worker and moves real media through the media ports, under every address that clients are told.
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import * as mediasoup from 'mediasoup';
import type { types } from 'mediasoup';
import type { Config } from '../../config/config.ts';
import { routerCodecs } from '../../media/media-settings.ts';
import { planListenInfos } from '../../media/media-addresses.ts';
import { nameWorker, readWorkerKind } from '../../media/worker-bin.ts';
import { type Finding, note, ok, problem } from './finding.ts';

/** A second of voice. */
const packetCount = 50;
const packetEveryMs = 20;
/** How long packets may be on their way. */
const arrivalMs = 1000;
const payloadType = 100;
const rtpHeaderBytes = 12;

/** @param isServerRunning then the media ports are its own, and cannot be tried */
export async function checkMedia(
  config: Config,
  addresses: readonly string[],
  workerBin: string,
  isServerRunning: boolean,
): Promise<Finding[]> {
  let worker: types.Worker;
  try {
    worker = await mediasoup.createWorker({ workerBin, logLevel: 'none' });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [problem('media worker', `The media worker does not start (${why}): npm run setup builds one.`)];
  }
  try {
    const kind = nameWorker(await readWorkerKind(workerBin));
    const findings = [ok('media worker', `The media worker starts (${kind}).`)];
    if (isServerRunning) {
      return [
        ...findings,
        note(
          'media ports',
          'The server runs and holds its media ports: stop it to have media moved through them.',
        ),
      ];
    }
    const ports = await checkPorts(worker, config, addresses);
    if (ports.verdict === 'problem') return [...findings, ports];
    const names = config.announcedAddresses.length > 0 ? config.announcedAddresses : addresses.slice(0, 1);
    const moved: Finding[] = [];
    for (const name of names)
      moved.push(await checkAddress(worker, addresses[0] ?? '127.0.0.1', config.mediaPort, name));
    return [...findings, ports, ...moved];
  } finally {
    worker.close();
  }
}

/** Opens the ports as the server does, UDP and TCP on every address. */
async function checkPorts(
  worker: types.Worker,
  config: Config,
  addresses: readonly string[],
): Promise<Finding> {
  const last = config.mediaPort + config.mediaWorkers - 1;
  const range =
    config.mediaWorkers === 1 ? `Port ${config.mediaPort}` : `Ports ${config.mediaPort} to ${last}`;
  for (let port = config.mediaPort; port <= last; port += 1) {
    try {
      (await worker.createWebRtcServer({ listenInfos: planListenInfos(addresses, port) })).close();
    } catch {
      return problem(
        'media ports',
        `Port ${port} is not free for UDP and TCP on ${addresses.join(', ')}: end what uses it, or set MEDIA_PORT.`,
      );
    }
  }
  return ok('media ports', `${range} for UDP and TCP can be opened on ${addresses.join(', ')}.`);
}

/** Sends a second of voice to an address as clients would, and counts what the worker forwards of it. */
async function checkAddress(
  worker: types.Worker,
  listenIp: string,
  port: number,
  name: string,
): Promise<Finding> {
  const about = 'announced address';
  const arrived = await moveVoice(worker, listenIp, port, name).catch(
    (error: NodeJS.ErrnoException) => error.code ?? 'unknown',
  );
  if (arrived === packetCount) return ok(about, `Media sent to ${name}, port ${port}, arrives.`);
  const what =
    typeof arrived === 'string'
      ? `cannot be sent (${arrived})`
      : `arrives in ${arrived} of ${packetCount} packets`;
  return problem(
    about,
    `Media sent to ${name}, port ${port} over UDP, ${what}: forward the port to this machine and open it in the firewall, or correct ANNOUNCED_ADDRESS (a router that does not let machines inside use its outer address shows the same, then try from outside).`,
  );
}

async function moveVoice(
  worker: types.Worker,
  listenIp: string,
  port: number,
  name: string,
): Promise<number> {
  const router = await worker.createRouter({ mediaCodecs: routerCodecs });
  const sender = createSocket('udp4');
  const receiver = createSocket('udp4');
  try {
    const inward = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: listenIp, port },
      comedia: true,
      rtcpMux: true,
    });
    const outward = await router.createPlainTransport({
      listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
      rtcpMux: true,
    });
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    await outward.connect({ ip: '127.0.0.1', port: receiver.address().port });
    const producer = await inward.produce({
      kind: 'audio',
      rtpParameters: {
        codecs: [{ mimeType: 'audio/opus', clockRate: 48_000, channels: 2, payloadType }],
        encodings: [{ ssrc: 1 }],
      },
    });
    await outward.consume({ producerId: producer.id, rtpCapabilities: router.rtpCapabilities });
    const arrived = new Set<number>();
    receiver.on('message', (packet) => {
      if (!isReport(packet)) arrived.add(packet.readUInt16BE(2));
    });
    for (let sequence = 0; sequence < packetCount; sequence += 1) {
      await send(sender, voicePacket(sequence), port, name);
      await new Promise((resolve) => setTimeout(resolve, packetEveryMs));
    }
    await new Promise((resolve) => setTimeout(resolve, arrivalMs));
    return arrived.size;
  } finally {
    sender.close();
    receiver.close();
    router.close();
  }
}

/** The worker also reports on what it sends (RTCP, told apart as in RFC 5761). */
function isReport(packet: Buffer): boolean {
  const type = packet.readUInt8(1) & 0x7f;
  return type >= 64 && type <= 95;
}

function voicePacket(sequence: number): Buffer {
  const packet = Buffer.alloc(rtpHeaderBytes + 40);
  packet.writeUInt8(0x80, 0);
  packet.writeUInt8(payloadType, 1);
  packet.writeUInt16BE(sequence + 1, 2);
  packet.writeUInt32BE(960 * sequence, 4);
  packet.writeUInt32BE(1, 8);
  return packet;
}

function send(socket: Socket, packet: Buffer, port: number, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.send(packet, port, name, (error) => (error === null ? resolve() : reject(error)));
  });
}
