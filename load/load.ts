// `npm run load -- [scenario] [options]`: puts a Plenum server under the load of simulated people and reports. See --help.
import { CommanderError } from 'commander';
import { joinCrew } from './join-crew.ts';
import { ClipError } from '../peers/media/clip-error.ts';
import { LoadError, nothingMeasured } from './load-error.ts';
import { readChatOptions } from './chat/chat-options.ts';
import { runChat } from './chat/run-chat.ts';
import { loadPassword, readOptions } from './plan/options.ts';
import { Progress } from './report/progress.ts';
import { describeTable } from './report/table.ts';
import { requireWritable, writeReports } from './report/write-reports.ts';
import { findLimit } from './runs/find-limit.ts';
import { LoadRun } from './runs/load-run.ts';
import { runScenario } from './runs/run-scenario.ts';
import { exitCodes } from './runs/verdict.ts';

/** Of a run that could not be made. */
const impossibleCode = 2;

const interruption = new AbortController();
// A second one ends the process as usual.
process.once('SIGINT', () => interruption.abort());
process.once('SIGTERM', () => interruption.abort());

/** @returns the exit code */
async function load(): Promise<number> {
  const args = process.argv.slice(2);
  if (args[0] === 'chat')
    return runChat(readChatOptions(args.slice(1), process.env[loadPassword]), (line) => console.error(line));
  const options = readOptions(args, process.env);
  if ('join' in options) {
    return (await joinCrew(options, interruption.signal)) ? 0 : impossibleCode;
  }
  requireWritable(options);
  const progress = new Progress(process.stderr);
  const run = new LoadRun(options, progress, interruption.signal);
  try {
    await Promise.race([run.open(), interrupted(interruption.signal)]);
    const result =
      options.scenario === 'find-limit' ? await findLimit(run, progress) : await runScenario(run);
    progress.end();
    console.log(describeTable(result));
    await writeReports(result, options);
    return exitCodes[result.verdict];
  } finally {
    progress.end();
    await run.close();
  }
}

/** Rejects when there is nothing to report yet. */
function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new LoadError(nothingMeasured));
    signal.addEventListener('abort', end, { once: true });
  });
}

/** @returns the exit code */
function explain(error: unknown): number {
  // Commander has said what was wrong, or shown its help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : impossibleCode;
  console.error(error instanceof LoadError || error instanceof ClipError ? error.message : error);
  return interruption.signal.aborted ? exitCodes.interrupted : impossibleCode;
}

// Native threads and sockets that are still closing would keep the process.
process.exit(await load().catch(explain));
