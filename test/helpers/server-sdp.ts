// A server's transport as a session description, for WebRTC ends that are no browser.
import type { TransportOptions } from '../../protocol/media-parameters.ts';

/** One sound section: with `ssrcs` the server sends these streams, without it receives. */
export interface SoundSection {
  readonly payloadType: number;
  readonly ssrcs: readonly number[];
}

/**
 * @param section the one thing that is carried: sound one way, or data channels both ways
 * @returns the offer of a server that sends sound, else its answer
 */
export function describeServer(transport: TransportOptions, section: SoundSection | 'data'): string {
  const sends = section !== 'data' && section.ssrcs.length > 0;
  const { iceParameters, iceCandidates } = transport;
  const { fingerprints } = transport.dtlsParameters as {
    fingerprints: { algorithm: string; value: string }[];
  };
  const fingerprint = fingerprints.find(({ algorithm }) => algorithm === 'sha-256')?.value ?? '';
  const candidates = iceCandidates.filter((candidate) => candidate['protocol'] === 'udp');
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'a=group:BUNDLE 0',
    'a=ice-lite',
    `a=fingerprint:sha-256 ${fingerprint}`,
    ...(section === 'data'
      ? ['m=application 9 UDP/DTLS/SCTP webrtc-datachannel', 'a=sctp-port:5000', 'a=max-message-size:262144']
      : [
          `m=audio 9 UDP/TLS/RTP/SAVPF ${section.payloadType}`,
          `a=${sends ? 'sendonly' : 'recvonly'}`,
          'a=rtcp-mux',
          `a=rtpmap:${section.payloadType} opus/48000/2`,
          ...section.ssrcs.map((ssrc) => `a=ssrc:${ssrc} cname:server`),
        ]),
    'c=IN IP4 0.0.0.0',
    'a=mid:0',
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    `a=setup:${sends ? 'actpass' : 'passive'}`,
    ...candidates.map(
      ({ foundation, priority, ip, port }) =>
        `a=candidate:${String(foundation)} 1 udp ${String(priority)} ${ip} ${port} typ host`,
    ),
    'a=end-of-candidates',
    '',
  ].join('\r\n');
}
