// What this browser can send and receive through the relay; found out once per page. Used by call, and by the lobby ahead of it.
import { Device } from 'mediasoup-client';
import type { RtpCapabilities as MediasoupCapabilities } from 'mediasoup-client/types';
import type { RtpCapabilities } from '../../protocol/media/media-parameters.ts';
import { relayFormats } from '../../protocol/media/relay-formats.ts';

/** Receives what the relay carries and the browser plays. */
export interface MediaDevice {
  readonly device: Device;
  readonly rtpCapabilities: RtpCapabilities;
}

let found: Promise<MediaDevice> | undefined;

/**
 * The first call takes a browser some 50 ms; the lobby makes it before the person joins.
 * @throws UnsupportedError of mediasoup-client where the browser has no WebRTC
 */
export function mediaDevice(): Promise<MediaDevice> {
  found ??= find();
  return found;
}

async function find(): Promise<MediaDevice> {
  const device = await Device.factory();
  // The protocol leaves mediasoup's own parameter objects open; their types are asserted here and in media-transports.
  await device.load({ routerRtpCapabilities: relayFormats as MediasoupCapabilities });
  return {
    device,
    rtpCapabilities: JSON.parse(JSON.stringify(device.recvRtpCapabilities)) as RtpCapabilities,
  };
}
