// Looks whether the HTTP port is free, or this server's own. Called by the doctor command.
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { createServer } from 'node:net';
import type { Config } from '../../config/config.ts';
import { type Finding, ok, problem } from './finding.ts';

const answerTimeoutMs = 5000;
/** Hosts that stand for every address of the machine. */
const wildcards = new Set(['0.0.0.0', '::']);

/** What stands at the HTTP port. */
export type PortUse = 'free' | 'forbidden' | 'our server' | 'another program';

export async function findPortUse({ host, port, tls }: Config): Promise<PortUse> {
  const code = await tryListening(host, port);
  if (code === undefined) return 'free';
  if (code === 'EACCES') return 'forbidden';
  return (await isHealthy(wildcards.has(host) ? '127.0.0.1' : host, port, tls.kind !== 'off'))
    ? 'our server'
    : 'another program';
}

export function judgePort(port: number, use: PortUse): Finding {
  if (use === 'free') return ok('HTTP port', `Port ${port} is free for the server.`);
  if (use === 'our server') return ok('HTTP port', `A server runs at port ${port}, and can host meetings.`);
  if (use === 'forbidden')
    return problem('HTTP port', `This user may not open port ${port}: set PORT to 1024 or higher.`);
  return problem(
    'HTTP port',
    `Port ${port} is used by another program, or by a server that cannot host meetings: end that, or set PORT to another one.`,
  );
}

/** The code of the error with which listening fails. */
function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

function isHealthy(host: string, port: number, isTls: boolean): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { host, port, path: '/healthz', timeout: answerTimeoutMs, rejectUnauthorized: false };
    const asked = (isTls ? requestHttps : requestHttp)(options, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.end();
  });
}
