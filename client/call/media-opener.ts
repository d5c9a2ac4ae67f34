// How a call gets at the browser's WebRTC. Used by call only; a test hands in one of its own.
import type { RtpCapabilities } from '../../protocol/media/media-parameters.ts';
import { mediaDevice } from './media-device.ts';
import { openMediaTransports } from './media-transports.ts';

export interface MediaOpener {
  /** What this side can receive. */
  readonly rtpCapabilities: () => Promise<RtpCapabilities>;
  readonly openLink: typeof openMediaTransports;
  /** Whether this browser sends media to its own machine's loopback addresses. */
  readonly usesLoopback: () => Promise<boolean>;
}

export const browserMedia: MediaOpener = {
  rtpCapabilities: async () => (await mediaDevice()).rtpCapabilities,
  openLink: openMediaTransports,
  // Firefox pairs loopback with no other address, and gathers none of its own (ESR 153).
  usesLoopback: async () => !(await mediaDevice()).device.handlerName.startsWith('Firefox'),
};
