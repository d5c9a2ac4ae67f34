// What libdatachannel answers to Janus, made so that both understand each other and the relay does the same work as others. Pure; used by
// janus-link.

/**
 * No header extensions, as the receivers at other relays, so that Janus writes none. And channels go both ways: libdatachannel
 * repeats Janus' "sendonly", which would make two ends that only send.
 * @param sdp an answer whose sections of media only receive
 */
export function amendAnswer(sdp: string): string {
  return sdp.replaceAll(/^a=extmap:.*\r?\n/gm, '').replace(/^a=sendonly/m, 'a=sendrecv');
}
