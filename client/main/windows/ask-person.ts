// A question with two answers in a dialogue of the system: a page could answer one of its own in the person's place. Used wherever a
// page or a link wants what only the person may grant.
import type { BrowserWindow } from 'electron';
import type { Electron } from '../electron.ts';

export interface Question {
  readonly message: string;
  readonly detail?: string;
  readonly yes: string;
  readonly no: string;
}

/** @param window that the question belongs to, where there is one @returns whether it was `yes`; closing the question is `no` */
export async function askPerson(
  { dialog }: Pick<Electron, 'dialog'>,
  window: BrowserWindow | undefined,
  { message, detail, yes, no }: Question,
): Promise<boolean> {
  const options = {
    type: 'question' as const,
    message,
    ...(detail !== undefined && { detail }),
    buttons: [no, yes],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window === undefined
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === 1;
}
