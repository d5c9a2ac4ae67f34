// Whether this browser encodes H.264; asked by the call's controller, which falls back to JPEG.

export function canSendH264(): boolean {
  return 'RTCRtpSender' in globalThis && listsH264(RTCRtpSender.getCapabilities('video'));
}

function listsH264(capabilities: RTCRtpCapabilities | null): boolean {
  return capabilities?.codecs.some((codec) => codec.mimeType.toLowerCase() === 'video/h264') ?? false;
}
