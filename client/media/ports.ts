// Typed talk between page, workers and worklets; used by everything here that has a port.

/** A port, a worker, or a worker's own scope. */
interface Speaker {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Sends a message of the type that the other side listens for. */
export function tell<Message>(target: Speaker, message: Message, transfer: Transferable[] = []): void {
  target.postMessage(message, transfer);
}

/** Hands over every message from now on; those that waited in a port come first. */
export function listen<Message>(source: EventTarget, handle: (message: Message) => void): void {
  source.addEventListener('message', (event) => handle((event as MessageEvent<Message>).data));
  if (source instanceof MessagePort) source.start();
}
