// Sends the bytes of an upload that was begun, by tus, and goes on after every break until they are there or it is called off.
import { DetailedError, Upload } from 'tus-js-client';
import { type ErrorCode, isErrorCode } from '../../protocol/error-codes.ts';
import { GrowingBytes } from './growing-bytes.ts';

/** What an upload was begun as. */
export interface BegunUpload {
  readonly id: string;
  readonly key: string;
}

export interface SendBytesParts {
  /** The server's, for example `https://meet.example.org`. */
  readonly origin: string;
  readonly begun: BegunUpload;
  readonly bytes: Blob | GrowingBytes;
  readonly onProgress: (sentBytes: number) => void;
  readonly onSent: () => void;
  /** The server takes no more of it. */
  readonly onRefused: (code: ErrorCode) => void;
}

/** A request ends at the server after 10 s: so much comes through on a line of 400 kbit/s. */
const chunkBytes = 512 * 1024;
/** A line that comes back is noticed within 3 s. What has sent something begins at the first again. */
const retryDelaysMs = [0, 500, 1000, 2000, ...Array.from({ length: 10_000 }, () => 3000)];

/** @returns calls it off */
export function sendBytes(parts: SendBytesParts): () => void {
  const { origin, begun, bytes, onProgress, onSent, onRefused } = parts;
  let isOver = false;
  const isGrowing = bytes instanceof GrowingBytes;
  const source = isGrowing ? new Blob() : bytes;
  const upload = new Upload(source, {
    uploadUrl: `${origin}/api/files/uploads/${begun.id}`,
    headers: { Authorization: `Bearer ${begun.key}` },
    chunkSize: chunkBytes,
    retryDelays: retryDelaysMs,
    storeFingerprintForResuming: false,
    uploadLengthDeferred: isGrowing,
    ...(isGrowing && {
      fileReader: {
        openFile: async () => ({
          // Not known before the end; asked for by name all the same.
          size: 0,
          slice: (start: number, end: number) => bytes.slice(start, end),
          close: () => undefined,
        }),
      },
    }),
    onShouldRetry: (error) => mayPass(statusOf(error)),
    onProgress: (sent) => onProgress(sent),
    onSuccess: () => {
      isOver = true;
      onSent();
    },
    onError: (error) => onRefused(codeOf(error)),
  });
  upload.start();
  // The server lets go of it too.
  return () => {
    if (!isOver) void upload.abort(true).catch(() => undefined);
    isOver = true;
  };
}

function statusOf(error: Error): number {
  return error instanceof DetailedError ? (error.originalResponse?.getStatus() ?? 0) : 0;
}

/** No answer, an answer of the way there, and those of a server that is busy; another offset is asked for again. */
function mayPass(status: number): boolean {
  return status < 400 || status >= 500 ? status !== 507 : [408, 409, 423, 425, 429].includes(status);
}

function codeOf(error: Error): ErrorCode {
  if (!(error instanceof DetailedError)) return 'no-such-attachment';
  try {
    const { code } = (JSON.parse(error.originalResponse?.getBody() ?? '') as { error: { code: unknown } })
      .error;
    if (isErrorCode(code)) return code;
  } catch {
    // No answer of this server's.
  }
  return statusOf(error) === 413 ? 'file-too-large' : 'no-such-attachment';
}
