// Starts the relay as a process inside the server's namespace and speaks with it. Used by run-scenario.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { LinkReport, RelayPlan, RelayReply, RelayRequest } from './relay-messages.ts';

export interface RelayProcess {
  /** Lets the phases begin. @returns when that was, in milliseconds since the epoch */
  start(): Promise<number>;
  /** What the lines have carried since the start. */
  report(): Promise<readonly LinkReport[]>;
  stop(): Promise<void>;
}

const answerTimeoutMs = 15_000;
const relayFile = join(import.meta.dirname, 'relay.ts');

/**
 * Resolves when packets get through.
 * @param inside the command that runs a program where the relay belongs, as `['ip', 'netns', 'exec', 'name']`
 * @throws Error when it does not start
 */
export async function openRelay(inside: readonly string[], plan: RelayPlan): Promise<RelayProcess> {
  const [command, ...args] = [...inside, process.execPath, relayFile];
  const child = spawn(command ?? process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

  async function ask(request: RelayRequest): Promise<RelayReply> {
    const answer = once(child, 'message', { signal: AbortSignal.timeout(answerTimeoutMs) });
    child.send(request);
    const [reply] = (await answer) as [RelayReply];
    if (reply.kind === 'failed') throw new Error(`The relay cannot work: ${reply.why}`);
    return reply;
  }

  await ask({ kind: 'open', plan });
  return {
    async start() {
      const reply = await ask({ kind: 'start' });
      return reply.kind === 'started' ? reply.atMs : Number.NaN;
    },
    async report() {
      const reply = await ask({ kind: 'report' });
      return reply.kind === 'reported' ? reply.links : [];
    },
    async stop() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
