// Words of notices, and the system showing them: text only, so that nothing of a name is read as anything else. Used by the controller.
import type { Texts } from '../texts/en.ts';
import type { DesktopNotice } from './plan-notices.ts';

/** The sentence for a notice. */
export function describeNotice(notice: DesktopNotice, texts: Texts): string {
  if (notice.kind === 'held') return texts.call.heldHint;
  return notice.nicknames.map((nickname) => texts.call.joined(nickname)).join(' ');
}

/** Each takes the place of the one before; a click brings the window to the front. */
export function showNotice(title: string, body: string): void {
  const notice = new Notification(title, { body, tag: 'plenum', silent: true });
  notice.addEventListener('click', () => {
    window.focus();
    notice.close();
  });
}
