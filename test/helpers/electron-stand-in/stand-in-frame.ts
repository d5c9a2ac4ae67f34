// Stands in for Electron's binary, which cannot be had on closed networks: a frame of a page, as the main process sees it.

/** The security origin that a browser gives a document of this address. */
export function originOf(url: string): string {
  const address = URL.parse(url);
  if (address === null) return 'null';
  // Node's URL knows no schemes of a program's own; Chromium gives the standard ones among them an origin.
  if (address.protocol === 'plenum-shell:') return `${address.protocol}//${address.host}`;
  return address.origin;
}

/** Only the parts of WebFrameMain that the program reads. */
export class StandInFrame {
  readonly url: string;
  readonly origin: string;
  readonly parent: StandInFrame | null;
  readonly frames: StandInFrame[] = [];
  detached = false;
  #destroyed = false;

  /** @param origin where it is not that of the address: a document made by script has its maker's */
  constructor(url: string, parent: StandInFrame | null, origin: string = originOf(url)) {
    this.url = url;
    this.parent = parent;
    this.origin = origin;
    parent?.frames.push(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  /** The frame was taken out of its page, or its page went elsewhere: messages that are still under way come from a dead frame. */
  end(): void {
    this.detached = true;
    this.#destroyed = true;
    for (const frame of this.frames) frame.end();
  }
}
