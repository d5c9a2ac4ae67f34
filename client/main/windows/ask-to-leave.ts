// Asks whether to leave the running call for the meeting of a link. A dialogue of the system: a page could answer in the person's
// place. Used by `create-desktop.ts`, for the link desk.
import type { BrowserWindow } from 'electron';
import type { Electron } from '../electron.ts';
import type { ProgramTexts } from '../texts/en.ts';

interface LeaveQuestion {
  readonly electron: Pick<Electron, 'dialog'>;
  readonly texts: ProgramTexts['link'];
  /** Five digits. */
  readonly number: string;
  readonly window: BrowserWindow | undefined;
}

/** @returns true when the person wants to leave; closing the question is staying */
export async function askToLeave({ electron, texts, number, window }: LeaveQuestion): Promise<boolean> {
  const question = {
    type: 'question' as const,
    message: texts.question.replace('{number}', number),
    buttons: [texts.stay, texts.leave],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window === undefined
    ? electron.dialog.showMessageBox(question)
    : electron.dialog.showMessageBox(window, question));
  return response === 1;
}
