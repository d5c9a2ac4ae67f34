// `npm run bench [-- --quick --only PART,PART --rounds N --seconds S --json FILE]`: Plenum beside what else relays meetings, in one run on one
// machine: relays take turns on one core, their load comes from another. `--help` lists the parts.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { allowedCores, findProgram, planCores, relayCoreVariable } from './cores.ts';
import { helpText, readOptions } from './options.ts';
import type { PartContext, Startable } from './part.ts';
import { parts } from './parts/parts.ts';
import { type PartReport, reportText } from './report.ts';

/** Goes on as the same program on the generator's core. */
function moveToOwnCore(): never {
  const taskset = findProgram('taskset');
  const plan = planCores(allowedCores(), taskset);
  if ('problem' in plan) throw new Error(plan.problem);
  const command = [taskset ?? '', '-c', String(plan.generator), process.execPath, ...process.argv.slice(1)];
  process.execve?.(command[0] ?? '', command, { ...process.env, [relayCoreVariable]: String(plan.relay) });
  throw new Error('This Node cannot go on on another core: run npm run setup, which brings one that can.');
}

/** Which relays can be run here; each is asked once. */
class Relays {
  readonly #answers = new Map<string, Promise<string | undefined>>();
  readonly missing: string[] = [];

  async available<T extends Startable>(factories: readonly T[]): Promise<T[]> {
    const there: T[] = [];
    for (const factory of factories) if ((await this.#ask(factory)) === undefined) there.push(factory);
    return there;
  }

  #ask(factory: Startable): Promise<string | undefined> {
    const known = this.#answers.get(factory.name);
    if (known !== undefined) return known;
    const answer = factory.missing().then((sentence) => {
      if (sentence !== undefined && !this.missing.includes(sentence)) this.missing.push(sentence);
      return sentence;
    });
    this.#answers.set(factory.name, answer);
    return answer;
  }
}

const machine = (): string =>
  `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, load ${loadavg()[0]?.toFixed(1)}`;

async function compare(): Promise<number> {
  const options = readOptions(process.argv.slice(2), parts);
  if (options === undefined) {
    console.log(helpText(parts));
    return 0;
  }
  if (process.env[relayCoreVariable] === undefined) moveToOwnCore();
  const relays = new Relays();
  const context: PartContext = {
    ...options,
    available: (factories) => relays.available(factories),
    say: (line) => console.error(line),
  };
  const before = machine();
  const reports: PartReport[] = [];
  for (const part of options.parts) {
    context.say(`${part.id}: ${part.sentence}`);
    const result = await part.run(context).catch((error: Error) => {
      console.error(error);
      return error.message;
    });
    reports.push({ part, result });
    if (options.jsonPath !== undefined) {
      const found = { machine: before, date: new Date().toISOString(), missing: relays.missing, reports };
      writeFileSync(options.jsonPath, `${JSON.stringify(found, null, 2)}\n`);
    }
  }
  console.log(`Before: ${before}. After: ${machine()}.\n\n${reportText(reports, relays.missing)}`);
  return reports.some(({ result }) => typeof result === 'string') ? 1 : 0;
}

try {
  process.exit(await compare());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
