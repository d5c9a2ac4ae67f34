// The bridge of every page: a function for each call and each event of the contract, and nothing else of Electron or Node.
// Which page may call what is decided by the gate in the main process, never here.
import { contextBridge, ipcRenderer } from 'electron';
import { type CallName, calls, type DesktopBridge, type DesktopEvents, eventNames } from '../ipc.ts';

const callEntries = (Object.keys(calls) as CallName[]).map(
  (name) => [name, (input: unknown) => ipcRenderer.invoke(name, input)] as const,
);

function on(name: unknown, listener: unknown): () => void {
  const known = eventNames.find((event) => event === name);
  if (known === undefined || typeof listener !== 'function') throw new TypeError('There is no such event.');
  // The event object of Electron stays here: it holds the sender.
  const hear = (_event: unknown, body: DesktopEvents[typeof known]) => void listener(body);
  ipcRenderer.on(known, hear);
  return () => void ipcRenderer.off(known, hear);
}

const bridge = { calls: Object.fromEntries(callEntries) as DesktopBridge['calls'], on };
contextBridge.exposeInMainWorld('plenumDesktop', bridge satisfies DesktopBridge);
