// Whether this browser encodes and decodes H.264; asked by the call's controller, which falls back to JPEG.

export interface H264Support {
  readonly send: boolean;
  readonly receive: boolean;
}

/** Looks at the capabilities that WebRTC reports; both false where there is no WebRTC. */
export function h264Support(): H264Support {
  if (!('RTCRtpSender' in globalThis)) return { send: false, receive: false };
  return {
    send: listsH264(RTCRtpSender.getCapabilities('video')),
    receive: listsH264(RTCRtpReceiver.getCapabilities('video')),
  };
}

function listsH264(capabilities: RTCRtpCapabilities | null): boolean {
  return capabilities?.codecs.some((codec) => codec.mimeType.toLowerCase() === 'video/h264') ?? false;
}
