import { expect, test, vi } from 'vitest';
import { holdName } from './hold-name.ts';

/** The locks of a browser; each is held until its page is gone. */
class FakeLocks {
  readonly #waiting = new Map<string, (() => void)[]>();
  readonly #held = new Set<string>();

  request(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>): Promise<unknown> {
    const begin = (): void => {
      this.#held.add(name);
      void work();
    };
    if (!this.#held.has(name)) {
      begin();
      return new Promise(() => undefined);
    }
    const waiting = this.#waiting.get(name) ?? [];
    this.#waiting.set(name, [...waiting, begin]);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  }

  letGo(name: string): void {
    this.#held.delete(name);
    this.#waiting.get(name)?.shift()?.();
  }
}

const asLocks = (locks: FakeLocks) => locks as unknown as LockManager;

test('X2: a name is held by one page; another one is told so after a moment', async () => {
  const ended = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockReturnValue(ended.signal);
  const locks = new FakeLocks();
  expect(await holdName(asLocks(locks), 'window-1')).toBe(true);
  expect(await holdName(asLocks(locks), 'window-2')).toBe(true);
  const copy = holdName(asLocks(locks), 'window-1');
  ended.abort();
  expect(await copy).toBe(false);
  vi.restoreAllMocks();
});

test('U2: a page that is loaded again waits until the one before it is gone', async () => {
  const locks = new FakeLocks();
  await holdName(asLocks(locks), 'window-1');
  const next = holdName(asLocks(locks), 'window-1');
  locks.letGo('plenum.window.window-1');
  expect(await next).toBe(true);
});

test('where browsers give no locks, every name is free', async () => {
  expect(await holdName(undefined, 'window-1')).toBe(true);
});
