// Decides how a screen or window is chosen on this machine, who may ask for one, and whether its sound can come along. Pure; used by
// `share-service.ts`.

/**
 * `own`: the program's picker with live previews. `portal`: listing what there is opens the desktop's own dialogue and comes back
 * with the one thing that was chosen there, so it is listed once and never for previews. `system`: the system asks by itself.
 */
export type ShareWay = 'own' | 'portal' | 'system';

export interface ShareMachine {
  readonly platform: NodeJS.Platform;
  /** The kind of the Linux session as it calls itself, for example `x11` or `wayland`. */
  readonly sessionType: string | undefined;
  /** Of the kernel, as Node's `os.release` says it. */
  readonly kernelRelease: string;
}

/** macOS 15, from which on the system has a picker of its own. */
const darwinWithPicker = 24;

export function planShareWay({ platform, sessionType, kernelRelease }: ShareMachine): ShareWay {
  if (platform === 'linux' && sessionType === 'wayland') return 'portal';
  if (platform === 'darwin' && Number.parseInt(kernelRelease, 10) >= darwinWithPicker) return 'system';
  return 'own';
}

/** Electron promises the sound of the whole machine on Windows only. */
export function canShareSound(platform: NodeJS.Platform): boolean {
  return platform === 'win32';
}

export interface ShareRequest {
  /** Whether the main window's own document asks, and none within it or beside it. */
  readonly fromMainFrame: boolean;
  /** Of the frame that asks. */
  readonly origin: string;
  /** `null` while no server's page is shown. */
  readonly connectedOrigin: string | null;
  readonly inCall: boolean;
  readonly wantsPicture: boolean;
  /** The person is choosing already. */
  readonly choosing: boolean;
}

export function mayShare(request: ShareRequest): boolean {
  return (
    request.fromMainFrame &&
    request.connectedOrigin !== null &&
    request.origin === request.connectedOrigin &&
    request.inCall &&
    request.wantsPicture &&
    !request.choosing
  );
}
