// Takes a renewed certificate into use while the server runs: the operator only renews the files. Opened by main.
import type { Logger } from 'pino';
import type { Certificate } from './certificate.ts';

/** Certificates are renewed weeks before their end; so often is soon enough, and reading two small files costs nothing. */
const lookEveryMs = 10_000;

export interface CertificateWatchParts {
  /** The one in use. */
  readonly certificate: Certificate;
  /** Reads the files. @throws Error where they are missing or do not belong together, as between two steps of a renewal */
  readonly load: () => Promise<Certificate | undefined>;
  /** Uses it for new connections; those that are open keep theirs. */
  readonly use: (certificate: Certificate) => void;
  readonly log: Logger;
}

/** Looks until the process ends. @returns what ends it sooner */
export function watchCertificate({ certificate, load, use, log }: CertificateWatchParts): () => void {
  let used = certificate;
  let toldOf = '';
  const look = async (): Promise<void> => {
    try {
      const found = await load();
      if (found === undefined || (found.cert === used.cert && found.key === used.key)) return;
      use(found);
      used = found;
      toldOf = '';
      log.info({ fingerprint: found.fingerprint }, 'a renewed certificate is used for new connections');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (why !== toldOf) log.warn({ err: error }, 'the certificate cannot be renewed, the one before stays');
      toldOf = why;
    }
  };
  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return () => clearInterval(timer);
}
