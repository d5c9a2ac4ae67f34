// A server's transport as a session description, for WebRTC ends that are no browser. Used by native-link.
import type { TransportOptions } from '../protocol/media/media-parameters.ts';

const channelsSection = 'UDP/DTLS/SCTP webrtc-datachannel';

/**
 * The server's answer.
 * @param offer a session description with at most one section of media, and at most one of data channels
 */
export function answerAsServer(offer: string, transport: TransportOptions): string {
  const sections = offer.split(/^(?=m=)/m).slice(1);
  const mids = sections.map((section) => /^a=mid:(\S+)/m.exec(section)?.[1] ?? '0');
  const { fingerprints } = transport.dtlsParameters as {
    fingerprints: { algorithm: string; value: string }[];
  };
  const fingerprint = fingerprints.find(({ algorithm }) => algorithm === 'sha-256')?.value ?? '';
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    `a=group:BUNDLE ${mids.join(' ')}`,
    'a=ice-lite',
    `a=fingerprint:sha-256 ${fingerprint}`,
    ...sections.flatMap((section, index) => [
      ...(section.startsWith('m=application') ? describeChannels() : describeMedia(section)),
      'c=IN IP4 0.0.0.0',
      `a=mid:${mids[index]}`,
      ...describeWay(transport),
    ]),
    '',
  ].join('\r\n');
}

function describeChannels(): string[] {
  return [`m=application 9 ${channelsSection}`, 'a=sctp-port:5000', 'a=max-message-size:262144'];
}

/** The same format, the other way round. */
function describeMedia(section: string): string[] {
  const isSending = /^a=sendonly/m.test(section);
  return [
    section.split(/\r?\n/, 1)[0] ?? '',
    `a=${isSending ? 'recvonly' : 'sendonly'}`,
    'a=rtcp-mux',
    ...(section.match(/^a=rtpmap:.*$/gm) ?? []).map((line) => line.trim()),
  ];
}

function describeWay({ iceParameters, iceCandidates }: TransportOptions): string[] {
  const candidates = iceCandidates.filter((candidate) => candidate['protocol'] === 'udp');
  return [
    `a=ice-ufrag:${iceParameters.usernameFragment}`,
    `a=ice-pwd:${iceParameters.password}`,
    'a=setup:passive',
    ...candidates.map(
      ({ foundation, priority, ip, port }) =>
        `a=candidate:${String(foundation)} 1 udp ${String(priority)} ${ip} ${port} typ host`,
    ),
    'a=end-of-candidates',
  ];
}
