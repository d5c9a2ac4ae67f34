// Typed talk between page, workers and worklets; used by everything here that has a port.

/** A port, a worker, or a worker's own scope. */
interface Speaker {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Sends a message of the type that the other side listens for. */
export function tell<Message>(target: Speaker, message: Message, transfer: Transferable[] = []): void {
  target.postMessage(message, transfer);
}

/** Hands over every message from now on, in a port also those that waited; returns the end. */
export function listen<Message>(source: EventTarget, handle: (message: Message) => void): () => void {
  const onMessage = (event: Event) => handle((event as MessageEvent<Message>).data);
  source.addEventListener('message', onMessage);
  if (source instanceof MessagePort) source.start();
  return () => source.removeEventListener('message', onMessage);
}
