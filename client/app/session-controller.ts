// What the server says outside of a call: of the session, of the account's other windows and devices, of itself. Made by the meeting's
// controller, which hands everything else on to the call.
import type { StoreApi } from 'zustand';
import type { RequestError } from '../../protocol/error-codes.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { SignallingStatus } from '../link/signalling.ts';
import type { AccountController } from './account-controller.ts';
import type { ConnectionMonitor } from './connection-monitor.ts';
import type { ContactsController } from './contacts-controller.ts';
import type { FilesController } from './files-controller.ts';
import type { GroupsController } from './groups-controller.ts';
import type { MeetingState, Problem } from './meeting-model.ts';
import type { MessagesController } from './messages-controller.ts';
import type { RingingController } from './ringing-controller.ts';
import type { PresenceReporter } from './presence-reporter.ts';
import type { RoomController } from './room-controller.ts';
import type { SignedInDevicesController } from './signed-in-devices-controller.ts';

export interface SessionControllerParts {
  readonly store: StoreApi<MeetingState>;
  readonly room: Pick<RoomController, 'end' | 'moved'>;
  readonly link: Pick<ServerLink, 'close'>;
  readonly line: Pick<ConnectionMonitor, 'signallingBroke' | 'signallingCameBack'>;
  readonly account: Pick<AccountController, 'forget'>;
  readonly messages: Pick<MessagesController, 'handleNotice' | 'connected' | 'disconnected'>;
  readonly presence: Pick<PresenceReporter, 'connected' | 'disconnected'>;
  readonly contacts: Pick<ContactsController, 'handleNotice' | 'connected'>;
  readonly ringing: Pick<RingingController, 'handleNotice' | 'connected'>;
  readonly files: Pick<FilesController, 'handleNotice'>;
  readonly groups: Pick<GroupsController, 'handleNotice' | 'connected'>;
  readonly signedIn: Pick<SignedInDevicesController, 'announced'>;
}

export class SessionController {
  readonly #parts: SessionControllerParts;

  constructor(parts: SessionControllerParts) {
    this.#parts = parts;
  }

  /** Follows a notice that is not about what happens in the call; false for any other. */
  handleNotice(notice: Notice): boolean {
    const { room, signedIn, messages, contacts, groups, ringing, files } = this.#parts;
    switch (notice.name) {
      case 'room:place-moved':
        room.moved(notice.body.number);
        return true;
      case 'conversation:changed':
      case 'conversations:changed':
      case 'conversation:received':
        messages.handleNotice(notice);
        return true;
      case 'contacts:changed':
      case 'presence:changed':
        contacts.handleNotice(notice);
        return true;
      case 'ring:started':
      case 'ring:answered':
      case 'ring:ended':
        return ringing.handleNotice(notice);
      case 'attachment:heard':
        files.handleNotice(notice);
        return true;
      case 'groups:changed':
      case 'groups:pending-changed':
        groups.handleNotice(notice);
        return true;
      case 'session:ended':
        this.ended();
        return true;
      case 'device:signed-in':
        signedIn.announced(notice.body);
        return true;
      case 'server:closing':
      case 'server:draining':
        this.#show(notice.name === 'server:closing' ? 'server-closing' : 'server-draining');
        return true;
      default:
        return false;
    }
  }

  /** The socket broke, is back, or will not come back. */
  handleStatus(status: SignallingStatus, cause?: RequestError): void {
    const { line, messages, contacts, groups, ringing, presence } = this.#parts;
    if (status === 'online') messages.connected();
    else messages.disconnected();
    if (status === 'online') contacts.connected();
    if (status === 'online') presence.connected();
    else presence.disconnected();
    if (status === 'offline') line.signallingBroke();
    if (status === 'online') {
      ringing.connected();
      groups.connected();
      this.#forgetRestart();
      void line.signallingCameBack();
    }
    if (status !== 'ended') return;
    if (cause?.code === 'version-mismatch') this.#close('version-mismatch');
    else this.ended();
  }

  /** The session was ended elsewhere: the sign-in page is shown, and says so. */
  ended(): void {
    const { store, account } = this.#parts;
    if (store.getState().account === undefined) return;
    this.#close('session-ended');
    account.forget();
  }

  #close(code: Problem['code']): void {
    this.#parts.room.end();
    this.#parts.link.close();
    this.#show(code);
  }

  /** The server is back: what was said of its restart is no longer true. */
  #forgetRestart(): void {
    const { store } = this.#parts;
    const code = store.getState().problem?.code;
    if (code === 'server-closing' || code === 'server-draining') store.setState({ problem: undefined });
  }

  #show(code: Problem['code']): void {
    this.#parts.store.setState({ problem: { code } });
  }
}
