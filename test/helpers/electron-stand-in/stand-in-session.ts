// Stands in for Electron's binary, which cannot be had on closed networks: what all pages of one partition share, and who decides
// what they may do.
import { EventEmitter } from 'node:events';
import type {
  DevicePermissionHandlerHandlerDetails,
  PermissionRequest,
  Request as CertificateRequest,
  Streams,
} from 'electron';
import type { StandInContents } from './stand-in-contents.ts';
import { originOf, type StandInFrame } from './stand-in-frame.ts';

/** What a page asks for. */
export interface Ask {
  readonly contents: StandInContents | null;
  readonly permission: string;
  readonly url: string;
  readonly isMainFrame?: boolean;
  readonly mediaTypes?: readonly string[];
}

type PermissionCheck = (
  contents: StandInContents | null,
  permission: string,
  origin: string,
  details: object,
) => boolean;
type PermissionAsk = (
  contents: StandInContents,
  permission: string,
  callback: (granted: boolean) => void,
  details: PermissionRequest,
) => void;
type DisplayMedia = (
  request: { readonly frame: StandInFrame | null; readonly [field: string]: unknown },
  callback: (streams: Streams | null) => void,
) => void;

export class StandInSession extends EventEmitter {
  readonly partition: string;
  readonly protocol = new StandInProtocol();
  readonly userAgents: string[] = [];
  spellChecker = true;
  checkHandler: PermissionCheck | null = null;
  askHandler: PermissionAsk | null = null;
  deviceHandler: ((details: DevicePermissionHandlerHandlerDetails) => boolean) | null = null;
  displayMediaHandler: DisplayMedia | null = null;
  certificateProc: ((request: CertificateRequest, callback: (result: number) => void) => void) | null = null;

  readonly #answer: typeof fetch;

  /** @param answer what a request gets; without one it goes over the network */
  constructor(partition: string, answer: typeof fetch = fetch) {
    super();
    this.partition = partition;
    this.#answer = answer;
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.checkHandler = handler;
  }
  setPermissionRequestHandler(handler: PermissionAsk | null): void {
    this.askHandler = handler;
  }
  setDevicePermissionHandler(handler: StandInSession['deviceHandler']): void {
    this.deviceHandler = handler;
  }
  setDisplayMediaRequestHandler(handler: DisplayMedia | null): void {
    this.displayMediaHandler = handler;
  }
  setCertificateVerifyProc(proc: StandInSession['certificateProc']): void {
    this.certificateProc = proc;
  }
  setSpellCheckerEnabled(enabled: boolean): void {
    this.spellChecker = enabled;
  }
  setUserAgent(userAgent: string): void {
    this.userAgents.push(userAgent);
  }
  async fetch(input: string | Request, init?: RequestInit): Promise<Response> {
    return this.#answer(input, init);
  }
  async clearStorageData(): Promise<void> {}
  async closeAllConnections(): Promise<void> {}

  /** As Electron decides: what the check denies is asked for; without a handler everything is granted. */
  async decide({ contents, permission, url, isMainFrame = true, mediaTypes }: Ask): Promise<boolean> {
    const details = { isMainFrame, requestingUrl: url, ...(mediaTypes && { mediaTypes }) };
    const checked = this.checkHandler?.(contents, permission, originOf(url), details) ?? true;
    if (checked || contents === null) return checked;
    const { askHandler } = this;
    return askHandler === null
      ? true
      : new Promise((resolve) => askHandler(contents, permission, resolve, details));
  }

  /** `getDisplayMedia` of a page; resolves with what it gets, `null` for nothing. */
  async askForDisplay(frame: StandInFrame | null, fields: object = {}): Promise<Streams | null> {
    const { displayMediaHandler } = this;
    if (displayMediaHandler === null) return null;
    const request = {
      frame,
      securityOrigin: frame?.origin ?? '',
      videoRequested: true,
      audioRequested: true,
      userGesture: true,
      ...fields,
    };
    return new Promise((resolve) => displayMediaHandler(request, resolve));
  }

  /** Whether a page's download goes on; `saved` is where it would be written. */
  download(
    contents: StandInContents,
    fields: { readonly url: string; readonly filename: string },
  ): StandInDownload {
    const item = new StandInDownload(fields.url, fields.filename);
    this.emit('will-download', item, item, contents);
    return item;
  }
}

export class StandInDownload extends EventEmitter {
  readonly #url: string;
  readonly #filename: string;
  prevented = false;
  saveDialogOptions: object = {};

  constructor(url: string, filename: string) {
    super();
    this.#url = url;
    this.#filename = filename;
  }

  preventDefault(): void {
    this.prevented = true;
  }
  cancel(): void {
    this.prevented = true;
  }
  getURL(): string {
    return this.#url;
  }
  getFilename(): string {
    return this.#filename;
  }
  setSaveDialogOptions(options: object): void {
    this.saveDialogOptions = options;
  }
}

export class StandInProtocol {
  readonly schemes: { readonly scheme: string; readonly privileges?: object }[] = [];
  readonly handlers = new Map<string, (request: Request) => Response | Promise<Response>>();

  registerSchemesAsPrivileged(schemes: StandInProtocol['schemes']): void {
    this.schemes.push(...schemes);
  }
  handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void {
    if (this.handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    this.handlers.set(scheme, handler);
  }
}
