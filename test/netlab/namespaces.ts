// Network namespaces and interfaces of tests: each has a name that is used once, and is gone when its removal returns. Used by
// lab-network and by the tests' odd line.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

/**
 * A name that nothing else on this machine has or will have: who made it can be read from it.
 * @param prefix at most 3 characters where an interface is named, which the kernel allows 15
 */
export function newName(prefix: string): string {
  return `${nameStart(prefix, process.pid)}${randomBytes(3).toString('hex')}`;
}

/** With what all names begin that a process has made. */
export function nameStart(prefix: string, pid: number): string {
  return `${prefix}${pid.toString(36).padStart(5, '0')}_`;
}

/** Those of the names with this prefix whose maker does not run any more; what follows the made part does not matter. */
export function leftBehind(
  prefix: string,
  names: readonly string[],
  isRunning: (pid: number) => boolean = isProcessRunning,
): string[] {
  const made = /^([0-9a-z]{5})_[0-9a-f]{6}/;
  return names.filter((name) => {
    const maker = name.startsWith(prefix) ? made.exec(name.slice(prefix.length))?.[1] : undefined;
    return maker !== undefined && !isRunning(Number.parseInt(maker, 36));
  });
}

/** @throws Error without the program `ip` */
export function listNamespaces(): string[] {
  return firstWords(run('ip', 'netns', 'list'));
}

/** Interfaces of this process's own namespace. */
export function listInterfaces(): string[] {
  const rows = run('ip', '-brief', 'link', 'show').split('\n');
  return rows.map((row) => row.split(/[\s@]/)[0] ?? '').filter(Boolean);
}

/** Ends what still runs inside, and removes it. Nothing happens where it is not there. */
export function removeNamespace(namespace: string): void {
  if (!listNamespaces().includes(namespace)) return;
  for (const inmate of firstWords(run('ip', 'netns', 'pids', namespace))) endProcess(Number(inmate));
  run('ip', 'netns', 'del', namespace);
}

/**
 * Removes an interface and its other end at once; with its namespace alone it would go when the kernel finds time, and
 * its address with it. Nothing happens where it is not there.
 */
export function removeInterface(name: string): void {
  if (listInterfaces().includes(name)) run('ip', 'link', 'del', name);
}

/** @returns what it wrote @throws Error with what it said, where it failed */
export function run(command: 'ip' | 'tc', ...args: readonly string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function firstWords(rows: string): string[] {
  return rows
    .split('\n')
    .map((row) => row.split(' ')[0] ?? '')
    .filter(Boolean);
}

function isProcessRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself meanwhile.
  }
}
