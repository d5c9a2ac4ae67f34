// Who writes to an upload: the newest request, which asks the one before to end at once. Own: the package's locker spins.
import type { Lock, Locker } from '@tus/server';
import { noSuchUpload } from './upload-answers.ts';

interface Holder {
  readonly release: () => void;
  readonly gone: Promise<void>;
}

export class UploadLocks implements Locker {
  readonly #holders = new Map<string, Holder>();

  newLock(id: string): Lock {
    let leave = (): void => undefined;
    return {
      lock: async (signal, requestRelease) => {
        for (let before = this.#holders.get(id); before !== undefined; before = this.#holders.get(id)) {
          before.release();
          await before.gone;
          if (signal.aborted) throw noSuchUpload;
        }
        const { promise: gone, resolve } = Promise.withResolvers<void>();
        const holder = { release: () => void requestRelease(), gone };
        this.#holders.set(id, holder);
        leave = () => {
          if (this.#holders.get(id) === holder) this.#holders.delete(id);
          resolve();
        };
      },
      unlock: async () => leave(),
    };
  }
}
