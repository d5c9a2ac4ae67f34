// Makes small pictures of untrusted files, one at a time, in one process that is ended when it takes too long or too much memory.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { setPriority } from 'node:os';
import pLimit from 'p-limit';
import type { PictureAnswer, PictureFacts, PictureJob } from './picture-jobs.ts';

export interface PictureMakerLimits {
  readonly jobMs: number;
  readonly memoryBytes: number;
  /** A process that has had nothing to do for so long is ended. */
  readonly idleMs: number;
}

const usualLimits: PictureMakerLimits = { jobMs: 15_000, memoryBytes: 512 * 1024 * 1024, idleMs: 60_000 };
const memoryCheckMs = 100;
/** What Linux counts memory in on x64 and arm64. */
const pageBytes = 4096;
const ownChild = new URL('./picture-child.ts', import.meta.url);

type Wanted = Omit<PictureJob, 'id'>;

export class PictureMaker {
  readonly #limits: PictureMakerLimits;
  readonly #program: URL;
  readonly #oneAtATime = pLimit(1);
  #child: ChildProcess | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  /** @param program what is started; a test hands in one of its own */
  constructor(limits: Partial<PictureMakerLimits> = {}, program = ownChild) {
    this.#limits = { ...usualLimits, ...limits };
    this.#program = program;
  }

  /**
   * Writes a small WebP of the picture in `from` to `to`.
   * @returns what the picture is; `undefined` when it is none that is opened, broken, too large or hostile. Never throws.
   */
  make(wanted: Wanted): Promise<PictureFacts | undefined> {
    return this.#oneAtATime(async () => {
      clearTimeout(this.#idle);
      const facts = await this.#run(wanted).catch(() => undefined);
      if (facts === undefined) await rm(wanted.to, { force: true }).catch(() => undefined);
      this.#idle = setTimeout(() => this.close(), this.#limits.idleMs).unref();
      return facts;
    });
  }

  close(): void {
    clearTimeout(this.#idle);
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  async #run(wanted: Wanted): Promise<PictureFacts | undefined> {
    const child = (this.#child ??= this.#start());
    const job: PictureJob = { ...wanted, id: (this.#lastId += 1) };
    const end = (): void => void child.kill('SIGKILL');
    const late = setTimeout(end, this.#limits.jobMs);
    const watch = setInterval(() => {
      void residentBytes(child.pid).then((bytes) => bytes > this.#limits.memoryBytes && end());
    }, memoryCheckMs);
    const over = new AbortController();
    try {
      const gone = once(child, 'exit', { signal: over.signal }).then(() => undefined);
      const answered = once(child, 'message', { signal: over.signal });
      child.send(job);
      const answer = (await Promise.race([answered, gone])) as [PictureAnswer] | undefined;
      if (answer === undefined) this.#child = undefined;
      return answer?.[0].id === job.id ? answer[0].facts : undefined;
    } finally {
      over.abort();
      clearTimeout(late);
      clearInterval(watch);
    }
  }

  /** The process is given nothing of the server's surroundings, and lets calls go first. */
  #start(): ChildProcess {
    const child = fork(this.#program, [], {
      execArgv: [],
      env: { VIPS_CONCURRENCY: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.unref();
    child.channel?.unref();
    child.on('error', () => undefined);
    child.once('exit', () => {
      if (this.#child === child) this.#child = undefined;
    });
    try {
      if (child.pid !== undefined) setPriority(child.pid, 10);
    } catch {
      // It has ended already.
    }
    return child;
  }
}

/** Memory of a process; 0 where the system does not tell. */
async function residentBytes(pid: number | undefined): Promise<number> {
  const pages = await readFile(`/proc/${pid ?? 0}/statm`, 'utf8').catch(() => '');
  return Number(pages.split(' ')[1] ?? 0) * pageBytes;
}
