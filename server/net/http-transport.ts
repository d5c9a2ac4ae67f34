// The HTTP side: account requests, health, metrics and the client's files. Made by createApp.
import { existsSync } from 'node:fs';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Server as TlsServer } from 'node:tls';
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet';
import serveFiles from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { errorTable, RequestError } from '../../protocol/error-codes.ts';
import { httpPathOf, type RequestNameOf, requests } from '../../protocol/requests.ts';
import type { Certificate } from './certificate.ts';
import { addDesktopFiles } from './desktop-files.ts';
import { type Dispatch, toErrorAnswer } from '../dispatch/dispatch.ts';
import type { AccountCaller, Caller } from '../dispatch/handler.ts';
import { isKnownHost, type KnownNames } from './host-names.ts';
import type { Metrics } from '../observe/metrics.ts';
import { mayReadMetrics } from './metrics-readers.ts';
import { PipelinedRequests } from './pipelined-requests.ts';
import type { TrustedProxies } from '../addresses/trusted-proxies.ts';

/** The largest account request has a few hundred bytes. */
const bodyMaxBytes = 16 * 1024;
/** A client that has not sent its request whole by then is cut off; its head, or its part of the TLS handshake, sooner. */
const requestTimeoutMs = 10_000;
const headersTimeoutMs = 5000;
/** How often it is looked for those who are late: so much later they may be found. */
const lateCheckMs = 500;
/** A connection that asks nothing more is kept so long for the next request. */
const keepAliveTimeoutMs = 5000;
/** A client that takes nothing of its answer for so long is cut off. */
const silentTimeoutMs = 30_000;

/** TLS 1.3, and of 1.2 what encrypts and authenticates in one and forgets its keys: no CBC, no plain RSA. */
const tlsOptions = {
  minVersion: 'TLSv1.2',
  ciphers:
    'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:ECDHE+AESGCM:ECDHE+CHACHA20',
  honorCipherOrder: true,
} as const;

export interface HttpDoorParts {
  readonly dispatch: Dispatch;
  /** Adds the paths of features. */
  readonly addRoutes: (http: FastifyInstance) => void;
  /** Tells who asks. */
  readonly proxies: TrustedProxies;
  /** Who a session token belongs to. */
  readonly identifyToken: (token: string, from: Caller) => Promise<AccountCaller | undefined>;
  /** Whether a meeting can be hosted now. */
  readonly isHealthy: () => Promise<boolean>;
  readonly metrics: Metrics;
  /** Who sends it may read the metrics; without it only this machine may. */
  readonly metricsToken: string | undefined;
  /** Whether a request from this address may collect garbage before the memory is reported. */
  readonly mayCollect: (address: string) => boolean;
  /** Names under which requests may come. */
  readonly names: KnownNames;
  /** Folder of the built client. */
  readonly uiDir: string;
  /** Folder of the desktop program's installers. */
  readonly desktopDir: string;
  /** Shown when the server speaks TLS itself. */
  readonly certificate: Certificate | undefined;
  readonly log: Logger;
}

type RequestParts = [request: IncomingMessage, response: ServerResponse];

export interface HttpTransport {
  readonly app: FastifyInstance;
  readonly server: HttpServer;
  /** Shows another certificate to new connections. */
  readonly useCertificate: (certificate: Certificate) => void;
}

/**
 * Builds the HTTP server with its paths, headers and limits; it does not listen yet (`listen`).
 * @throws Error where two parts of the server have the same path
 */
export async function openHttpTransport(parts: HttpDoorParts): Promise<HttpTransport> {
  const app = createServer(parts.certificate);
  limitPipelining(app);
  requireKnownHost(app, parts.names);
  await app.register(helmet, securityHeaders(parts.certificate));
  app.addHook('onSend', async (_request, reply) => {
    reply.header(
      'Permissions-Policy',
      'camera=(self), microphone=(self), display-capture=(self), geolocation=()',
    );
  });
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const isCallers = error.statusCode !== undefined && error.statusCode < 500;
    const known = isCallers ? new RequestError('bad-request') : error;
    const answer = toErrorAnswer(known, parts.log.child({ url: request.url }));
    return reply.code(errorTable[answer.code].status).send({ error: answer });
  });
  addAccountRoutes(app, parts);
  addOperatorRoutes(app, parts);
  parts.addRoutes(app);
  await addDesktopFiles(app, parts.desktopDir);
  await addClientFiles(app, parts);
  return {
    app,
    server: app.server,
    useCertificate: (certificate) => {
      if (app.server instanceof TlsServer) app.server.setSecureContext(certificate);
    },
  };
}

function createServer(certificate: Certificate | undefined): FastifyInstance {
  const options = {
    bodyLimit: bodyMaxBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    connectionTimeout: silentTimeoutMs,
    forceCloseConnections: true,
  };
  const http = { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: lateCheckMs };
  const https = { ...certificate, ...http, ...tlsOptions, handshakeTimeout: headersTimeoutMs };
  // The two kinds of server differ in types only where nothing here looks.
  return (
    certificate === undefined ? Fastify({ ...options, http }) : Fastify({ ...options, https })
  ) as FastifyInstance;
}

/** Before Fastify makes anything of a request: of those that came after too many there may be a thousand. */
function limitPipelining({ server }: FastifyInstance): void {
  const requests = new PipelinedRequests();
  const handlers = server.listeners('request') as ((...parts: RequestParts) => void)[];
  server.removeAllListeners('request');
  server.on('request', (...parts: RequestParts) => {
    const [{ socket }, response] = parts;
    if (!requests.begin(socket)) return;
    response.once('close', () => requests.end(socket));
    for (const handle of handlers) handle(...parts);
  });
}

function requireKnownHost(app: FastifyInstance, names: KnownNames): void {
  app.addHook('onRequest', async (request, reply) => {
    const { localAddress, localPort } = request.raw.socket;
    const isTls = 'encrypted' in request.raw.socket;
    if (isKnownHost({ host: request.headers.host, localAddress, localPort, isTls }, names)) return undefined;
    const meaning =
      'This server does not know the name in the address: use another one, or name it in PUBLIC_NAMES.';
    return reply.code(421).send({ error: { code: 'bad-request', field: 'host', meaning } });
  });
}

function addAccountRoutes(app: FastifyInstance, parts: HttpDoorParts): void {
  const names = Object.entries(requests).filter(([, rule]) => rule.transport === 'http');
  for (const [name] of names) {
    app.post(httpPathOf(name as RequestNameOf<'http'>), async (request, reply) => {
      const from = {
        address: parts.proxies.clientOf(request.raw),
        userAgent: request.headers['user-agent'],
      };
      const token = /^Bearer (\S{1,256})$/.exec(request.headers.authorization ?? '')?.[1];
      const identify = async (): Promise<AccountCaller | undefined> =>
        token === undefined ? undefined : parts.identifyToken(token, from);
      const outcome = await parts.dispatch({ transport: 'http', ...from, identify }, name, request.body);
      reply.header('Cache-Control', 'no-store');
      if (outcome.reply.ok) return reply.send(outcome.reply.value);
      const { error } = outcome.reply;
      if (error.retryAfterMs !== undefined) reply.header('Retry-After', Math.ceil(error.retryAfterMs / 1000));
      return reply.code(errorTable[error.code].status).send({ error });
    });
  }
}

function addOperatorRoutes(app: FastifyInstance, parts: HttpDoorParts): void {
  app.get('/healthz', async (_request, reply) => {
    const healthy = await parts.isHealthy();
    return reply.code(healthy ? 200 : 503).send({ status: healthy ? 'ok' : 'unavailable' });
  });
  app.get<{ Querystring: { packets?: string; collected?: string } }>('/metrics', async (request, reply) => {
    const { packets, collected } = request.query;
    const asker = { remoteAddress: request.socket.remoteAddress, headers: request.headers };
    if (!mayReadMetrics(asker, parts.metricsToken)) {
      const meaning = 'Metrics are for programs of this machine, or for who sends METRICS_TOKEN as Bearer.';
      return reply.code(403).send({ error: { code: 'not-permitted', meaning } });
    }
    const { text, contentType } = await parts.metrics.page({
      packets: packets === '1',
      collected: collected === '1' && parts.mayCollect(parts.proxies.clientOf(request.raw)),
    });
    return reply.type(contentType).send(text);
  });
}

/** Files whose names hold their hash never change; the page that names them is asked for anew each time. */
async function addClientFiles(app: FastifyInstance, parts: HttpDoorParts): Promise<void> {
  const hasClient = existsSync(join(parts.uiDir, 'index.html'));
  if (!hasClient)
    parts.log.warn({ uiDir: parts.uiDir }, 'the web client is not built; npm run setup builds it');
  if (hasClient) {
    await app.register(serveFiles, {
      root: parts.uiDir,
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.includes('/assets/');
        reply.header('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler(async (request, reply) => {
    const wantsPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html');
    if (wantsPage && hasClient) return reply.header('Cache-Control', 'no-cache').sendFile('index.html');
    return reply.code(404).send({ error: { code: 'unknown-request' } });
  });
}

/** What every answer tells browsers to forbid. Pure. */
export function securityHeaders(certificate: Certificate | undefined): FastifyHelmetOptions {
  // Asking for TLS ever after binds a whole host name: right for a real certificate only.
  const isTrusted = certificate !== undefined && !certificate.selfSigned;
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'", 'blob:'],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        imgSrc: ["'self'", 'blob:', 'data:'],
        mediaSrc: ["'self'", 'blob:', 'data:'],
        manifestSrc: ["'self'"],
        frameSrc: ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
        // The client's own policy, client/ui/trusted-scripts.ts.
        trustedTypes: ['default'],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: { policy: 'require-corp' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: isTrusted ? { maxAge: 31_536_000 } : false,
  };
}
