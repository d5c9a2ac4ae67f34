// Sends the server this end's DTLS parameters of a transport while ICE is already running. Used by media-transports.
import type { DtlsParameters, Transport } from 'mediasoup-client/types';
import { RequestError } from '../../protocol/error-codes.ts';
import { askUntilTaken } from './settling.ts';
import type { Signalling } from '../link/signalling.ts';

export interface ToldDtls {
  /** Says it again, if it was to be said and no answer came. @throws CallError when none comes now either */
  repeat(): Promise<void>;
}

/**
 * The browser is not kept waiting for the answer: its search for a way and its first word of encryption take longer than the
 * question, and the server holds a handshake that comes early. What the server does not learn, since the connection broke, is
 * sent again when it is back.
 */
export function connectTransport(signalling: Signalling, transport: Transport): ToldDtls {
  let untold: DtlsParameters | undefined;
  const repeat = async (): Promise<void> => {
    if (untold === undefined) return;
    const dtlsParameters = untold;
    try {
      await askUntilTaken(
        () => signalling.request('media:connect', { transportId: transport.id, dtlsParameters }),
        () => untold === dtlsParameters && !transport.closed,
        () => signalling.online,
      );
    } catch (error) {
      // Refused by a server that knows it already, or has lost the transport, which it tells by a notice.
      if (!(error instanceof RequestError)) throw error;
    }
    untold = undefined;
  };
  transport.on('connect', ({ dtlsParameters }: { dtlsParameters: DtlsParameters }, done) => {
    untold = dtlsParameters;
    // The signalling recovers a broken connection and repeats this.
    repeat().catch(() => undefined);
    done();
  });
  return { repeat };
}
