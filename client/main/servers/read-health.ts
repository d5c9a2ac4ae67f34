// Tells a Plenum server from anything else that answers at its address. Used by the probe.
import * as z from 'zod/mini';

/** The answer has some twenty bytes; a server that sends more is no Plenum server. */
const answerMaxBytes = 4096;
const health = z.object({ status: z.enum(['ok', 'unavailable']) });

/**
 * Whether this is what `GET /healthz` of a Plenum server answers, healthy or not. Reads no more than it must.
 * @throws what the stream throws when it breaks, or its time is over
 */
export async function isPlenumHealth({ status, body }: Pick<Response, 'status' | 'body'>): Promise<boolean> {
  if ((status !== 200 && status !== 503) || body === null) return false;
  const text = await readText(body);
  try {
    return health.safeParse(JSON.parse(text ?? '')).success;
  } catch {
    return false;
  }
}

/** `undefined` when it is too long. */
async function readText(body: ReadableStream<Uint8Array>): Promise<string | undefined> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    // Leaving the loop early cancels the stream.
    if (bytes > answerMaxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
