// Looks at the server under load: whether it is there, and what it costs. Asked by the runs once a second.
import { LoadError } from '../load-error.ts';
import { readServerMetrics, type ServerReading } from './server-metrics.ts';

const answerTimeoutMs = 4000;
/** One answer may get lost under load; after so many in a row the server counts as gone. */
const missesMax = 2;

/** What costs the server something to tell. */
export interface Asked {
  /** A question per stream to its workers. */
  readonly packets?: boolean;
  /** That it stops for a moment to collect garbage first; only those do so that name this machine in UNCOUNTED_ADDRESSES. */
  readonly collected?: boolean;
}

export class ServerWatch {
  readonly #origin: string;
  readonly #metricsToken: string | undefined;
  #misses = 0;

  /** @param metricsToken the server's METRICS_TOKEN, where it asks for one */
  constructor(origin: string, metricsToken?: string) {
    this.#origin = origin;
    this.#metricsToken = metricsToken;
  }

  /** @throws LoadError that says why nothing can be run there, and what to do */
  async requireReady(): Promise<void> {
    let response: Response;
    try {
      response = await this.#get('/healthz');
    } catch (cause) {
      throw new LoadError(explainUnreachable(this.#origin, cause), { cause });
    }
    const answer = (await response.json().catch(() => undefined)) as { status?: string } | undefined;
    if (answer?.status === undefined) {
      throw new LoadError(`There is no Plenum server at ${this.#origin}: check --url.`);
    }
    if (answer.status !== 'ok') {
      throw new LoadError(`The server at ${this.#origin} can host no meeting now: read its log.`);
    }
  }

  /** What the server has used so far; `undefined` when it does not tell. */
  async read(asked: Asked = {}): Promise<ServerReading | undefined> {
    const query = new URLSearchParams();
    if (asked.packets === true) query.set('packets', '1');
    if (asked.collected === true) query.set('collected', '1');
    try {
      const response = await this.#get(query.size === 0 ? '/metrics' : `/metrics?${query}`);
      this.#misses = 0;
      return response.ok ? readServerMetrics(await response.text()) : undefined;
    } catch {
      this.#misses += 1;
      return undefined;
    }
  }

  /** Whether the server has stopped answering. */
  get isGone(): boolean {
    return this.#misses >= missesMax;
  }

  #get(path: string): Promise<Response> {
    const token = this.#metricsToken;
    return fetch(this.#origin + path, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(answerTimeoutMs),
    });
  }
}

/** One sentence for what a failed request says. */
export function explainUnreachable(origin: string, error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const { code = '' } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : {};
  if (/CERT|SIGNATURE|SELF_SIGNED|ALTNAME/.test(code)) {
    return (
      `The certificate of ${origin} is not trusted (${code}): for a self-signed one set NODE_EXTRA_CA_CERTS to the server's ` +
      'certificate file, and use a name that stands in it.'
    );
  }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') {
    return `The server at ${origin} speaks no TLS: begin --url with http:// instead of https://.`;
  }
  if (code === 'UND_ERR_SOCKET' && origin.startsWith('http:')) {
    return `The server at ${origin} hung up: if it is one with TLS, begin --url with https://.`;
  }
  if (code === 'ECONNREFUSED') return `No server listens at ${origin}: start it, or correct --url.`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The name in ${origin} is not known: correct --url.`;
  return `The server at ${origin} does not answer (${code === '' ? String(cause) : code}): check --url and the network.`;
}
