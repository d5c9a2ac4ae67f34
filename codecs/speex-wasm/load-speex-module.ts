// Gets the compiled module in a browser, once per page: it is then posted to workers and worklets.
import { SpeexError } from './speex-error.ts';

/**
 * @param source where `speex.wasm` lies, or its bytes
 * @throws SpeexError `bad-module` when it cannot be fetched or is no WebAssembly that this engine knows (SIMD is needed)
 */
export async function loadSpeexModule(source: string | URL | BufferSource): Promise<WebAssembly.Module> {
  try {
    const isPlace = typeof source === 'string' || source instanceof URL;
    return await WebAssembly.compile(isPlace ? await fetchBytes(source) : source);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SpeexError('bad-module', `The Speex module could not be loaded: ${reason}`, { cause });
  }
}

/** Not compiled while it comes in: servers that name another media type than application/wasm serve it too. */
async function fetchBytes(source: string | URL): Promise<ArrayBuffer> {
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}.`);
  return response.arrayBuffer();
}
