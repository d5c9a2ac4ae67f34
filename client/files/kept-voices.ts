// Voice messages that are being spoken or were not sent, kept on this device piece by piece. Used by the controller of voice messages.

export interface KeptVoice {
  readonly id: string;
  readonly accountId: string;
  readonly conversation: string;
  readonly pieces: readonly Uint8Array<ArrayBuffer>[];
}

export interface KeptVoices {
  begin(voice: Omit<KeptVoice, 'pieces'>): Promise<void>;
  /** Resolves when the piece would outlive the page. */
  add(id: string, index: number, piece: Uint8Array<ArrayBuffer>): Promise<void>;
  ofAccount(accountId: string): Promise<readonly KeptVoice[]>;
  remove(id: string): Promise<void>;
}

const databaseName = 'plenum-voices';
const [voiceStore, pieceStore] = ['voices', 'pieces'];

type PieceRow = { readonly id: string; readonly index: number; readonly piece: Uint8Array<ArrayBuffer> };

/** In IndexedDB. Every method rejects where the browser keeps nothing. */
export function openKeptVoices(): KeptVoices {
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> => (opened ??= openDatabase());
  const transact = async (work: (stores: (name: string) => IDBObjectStore) => void): Promise<void> => {
    const transaction = (await open()).transaction([voiceStore, pieceStore], 'readwrite');
    work((name) => transaction.objectStore(name));
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve());
      transaction.addEventListener('abort', () => reject(transaction.error ?? nothingKept()));
    });
  };
  const all = async <Row>(name: string): Promise<Row[]> => {
    const request = (await open()).transaction(name).objectStore(name).getAll() as IDBRequest<Row[]>;
    return settled(request);
  };
  return {
    begin: (voice) => transact((stores) => void stores(voiceStore).put(voice)),
    add: (id, index, piece) => transact((stores) => void stores(pieceStore).put({ id, index, piece })),
    async ofAccount(accountId) {
      const voices = await all<Omit<KeptVoice, 'pieces'>>(voiceStore);
      const rows = await all<PieceRow>(pieceStore);
      return voices
        .filter((voice) => voice.accountId === accountId)
        .map((voice) => ({
          ...voice,
          pieces: rows
            .filter(({ id }) => id === voice.id)
            .toSorted((one, other) => one.index - other.index)
            .map(({ piece }) => piece),
        }));
    },
    remove: (id) =>
      transact((stores) => {
        stores(voiceStore).delete(id);
        stores(pieceStore).delete(IDBKeyRange.bound([id, 0], [id, Number.MAX_SAFE_INTEGER]));
      }),
  };
}

const nothingKept = (): Error => new Error('the browser kept nothing');

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.addEventListener('upgradeneeded', () => {
    request.result.createObjectStore(voiceStore, { keyPath: 'id' });
    request.result.createObjectStore(pieceStore, { keyPath: ['id', 'index'] });
  });
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? nothingKept()));
  });
}
