// How a page begins and ends: takes up the kept session and the call of the page before, and keeps that of this one for the next. Used by
// meeting-controller.
import type { StoreApi } from 'zustand';
import type { DesktopBridge } from '../ipc.ts';
import { askDesktop } from '../link/ask-desktop.ts';
import type { ServerLink } from '../link/server-link.ts';
import type { AccountController } from './account-controller.ts';
import type { MeetingState } from './meeting-model.ts';
import { followPageLife } from './page-life.ts';
import type { RoomController } from './room-controller.ts';
import type { SeatKeeper } from './seat-keeper.ts';
import { showingProblems } from './to-problem.ts';

export interface PageStartParts {
  readonly store: StoreApi<MeetingState>;
  readonly link: Pick<ServerLink, 'adopt' | 'close'>;
  readonly account: Pick<AccountController, 'start'>;
  readonly room: Pick<RoomController, 'call' | 'resume'>;
  readonly seat: Pick<SeatKeeper, 'claim' | 'start' | 'stop'>;
  /** For example `window`. */
  readonly page: EventTarget;
  readonly location: Pick<Location, 'hash' | 'reload'>;
}

/** In a window of the desktop program, which asks by itself before its window closes, and then the call is over. */
export async function startInWindow(parts: PageStartParts, bridge: DesktopBridge): Promise<void> {
  const { store, link, account, room, page } = parts;
  page.addEventListener('pagehide', () => {
    // The page cannot wait for an answer: the request is on its way before the socket goes down.
    void room.call?.leave();
    link.close();
  });
  // The call in which the earlier page of this window crashed. A program that cannot say so has none to take up.
  const crashed = await askDesktop(bridge, 'call:resume', {}).catch(() => null);
  if (crashed?.place) link.adopt(crashed.place.clientId);
  await account.start();
  if (crashed) await showingProblems(store, () => room.resume(crashed));
}

/** In a tab of a browser. The server keeps the place for the next page of the tab: nothing is said to it when this one goes. */
export async function startInTab(parts: PageStartParts): Promise<void> {
  const { store, link, account, room, seat, page, location } = parts;
  followPageLife({
    page,
    asks: () => store.getState().phase === 'call',
    left: () => {
      seat.stop();
      room.call?.abandon();
    },
    reload: () => location.reload(),
  });
  const kept = await seat.claim(location.hash);
  if (kept?.call.place) {
    link.adopt(kept.call.place.clientId);
    store.setState({ returningTo: kept.call.number });
  }
  seat.start();
  await account.start();
  if (kept && store.getState().account?.accountId === kept.accountId)
    await showingProblems(store, () => room.resume(kept.call));
  store.setState({ returningTo: undefined });
}
