// `npm run netlab -- --scenario NAME`: how a call sounds and looks on a bad network. `--help` tells the rest.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem, version } from 'node:os';
import path from 'node:path';
import { makeClip } from '../media/clip.ts';
import { makeSpeech } from '../../peers/media/speech.ts';
import { LabNetworkError, requireLab } from './lab-network.ts';
import { helpText, listText, OptionError, readOptions, type RunOptions } from './options.ts';
import { delayPlot, lossPlot } from './plots.ts';
import { figureTables, goalTable, type Machine, qualityPage } from './report.ts';
import { runScenario, type ScenarioResult } from './run-scenario.ts';

const projectFolder = path.resolve(import.meta.dirname, '../..');
/** Starting, settling and ending may take so long besides the measured time; then something hangs. */
const besidesMs = 180_000;

/** Clips made by the bench are numbered; one of someone else's makes the figures of pictures rest on brightness. */
async function run(options: RunOptions): Promise<void> {
  requireLab();
  if (!isSetUp()) {
    process.exitCode = 1;
    return;
  }
  const machine = describeMachine();
  const input = {
    seed: options.seed,
    speechPath: options.speechPath ?? makeSpeech(48_000).path,
    clipPath: options.clipPath ?? makeClip(),
  };
  const results: ScenarioResult[] = [];
  for (const scenario of options.scenarios) {
    console.log(`${scenario.name}: ${scenario.sentence}`);
    const giveUp = setTimeout(
      () => {
        console.error(`The scenario ${scenario.name} hangs and was given up.`);
        process.exit(1);
      },
      besidesMs + scenario.seconds * 1000,
    );
    results.push(await runScenario({ ...input, scenario }));
    clearTimeout(giveUp);
    console.log(`${figureTables(results.slice(-1))}\n`);
  }
  console.log(goalTable(results));
  if (options.jsonPath)
    writeFileSync(options.jsonPath, `${JSON.stringify(options.isAll ? results : results[0], null, 2)}\n`);
  if (options.isAll) await writeQualityPage(results, machine);
}

/** Brings Chromium and a voice to speak with; says itself what it cannot bring. */
function isSetUp(): boolean {
  const setUp = path.join(projectFolder, 'scripts/setup.mjs');
  return spawnSync(process.execPath, [setUp, '--tests'], { stdio: 'inherit' }).status === 0;
}

async function writeQualityPage(results: readonly ScenarioResult[], machine: Machine): Promise<void> {
  const folder = path.join(projectFolder, 'docs');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'quality.md'), qualityPage(results, machine));
  writeFileSync(path.join(folder, 'loss.svg'), await lossPlot(results));
  writeFileSync(path.join(folder, 'delay.svg'), await delayPlot(results));
  console.log('\nWritten to docs/quality.md, docs/loss.svg and docs/delay.svg.');
}

function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'an unknown processor',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: version(),
    browser: describeBrowser(),
    loadBefore: loadavg()[0] ?? 0,
    date: new Date().toISOString().slice(0, 10),
  };
}

function describeBrowser(): string {
  const program = process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';
  const said = execFileSync(program, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return said.split(' built')[0]?.trim() ?? program;
}

// Whatever ends the process, the namespaces are removed at its exit.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => process.exit(code));
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options.kind === 'run') await run(options);
  else console.log(options.kind === 'help' ? helpText : listText());
} catch (error) {
  const isReaders = error instanceof OptionError || error instanceof LabNetworkError;
  console.error(isReaders ? error.message : error);
  process.exitCode = 1;
}
