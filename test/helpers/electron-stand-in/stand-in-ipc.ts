// Stands in for Electron's binary, which cannot be had on closed networks: the messages between pages and the main process. What
// passes is cloned as the real bridge clones it, so functions are refused and prototypes are lost.
import { EventEmitter } from 'node:events';
import type { StandInContents } from './stand-in-contents.ts';
import type { StandInFrame } from './stand-in-frame.ts';

interface InvokeEvent {
  readonly sender: StandInContents;
  /** `null` where the frame is gone. */
  readonly senderFrame: StandInFrame | null;
  readonly type: 'frame';
}
type InvokeHandler = (event: InvokeEvent, ...handedOver: unknown[]) => unknown;

export class StandInIpcMain extends EventEmitter {
  readonly handlers = new Map<string, InvokeHandler>();

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** A message of a page arrives. @throws as `ipcRenderer.invoke` does, with the text of what was thrown */
  async receive(event: InvokeEvent, channel: string, handedOver: readonly unknown[]): Promise<unknown> {
    const cloned = structuredClone(handedOver);
    const handler = this.handlers.get(channel);
    try {
      if (!handler) throw new Error(`No handler registered for '${channel}'`);
      return structuredClone(await handler(event, ...cloned));
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`, { cause: error });
    }
  }
}

type PageListener = (event: unknown, ...body: unknown[]) => void;

/** The page's end, as the preload gets it. */
export class StandInIpcRenderer {
  readonly #emitter = new EventEmitter();
  readonly #send: (channel: string, handedOver: readonly unknown[]) => Promise<unknown>;

  constructor(send: (channel: string, handedOver: readonly unknown[]) => Promise<unknown>) {
    this.#send = send;
  }

  async invoke(channel: string, ...handedOver: unknown[]): Promise<unknown> {
    return this.#send(channel, handedOver);
  }

  on(channel: string, listener: PageListener): this {
    this.#emitter.on(channel, listener);
    return this;
  }

  off(channel: string, listener: PageListener): this {
    this.#emitter.off(channel, listener);
    return this;
  }

  /** `webContents.send` arrives here. */
  receive(channel: string, body: readonly unknown[]): void {
    this.#emitter.emit(channel, { sender: this }, ...body);
  }
}
