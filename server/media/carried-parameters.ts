// What of a sender's RTP parameters the relay takes in, and so hands on to receivers. Pure; used by peer-producers.
import type { types } from 'mediasoup';
import { parametersOfCodec } from '../../protocol/media/codec-parameters.ts';
import type { RequestInput } from '../../protocol/requests.ts';

/**
 * The parameters, with those alone that belong to each codec. No `cname` and no `msid`: mediasoup then draws a `cname` of its
 * own for the transport, and receivers name tracks themselves.
 */
export function carriedParameters(said: RequestInput<'media:produce'>['rtpParameters']): types.RtpParameters {
  const { mid, codecs, headerExtensions, encodings, rtcp } = said;
  return {
    ...(mid !== undefined && { mid }),
    codecs: codecs.map((codec) => ({
      ...codec,
      parameters: parametersOfCodec(codec.mimeType, codec.parameters),
    })),
    ...(headerExtensions && { headerExtensions }),
    encodings,
    ...(rtcp && { rtcp: { reducedSize: rtcp.reducedSize ?? true } }),
  } as types.RtpParameters;
}
