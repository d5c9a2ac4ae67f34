// Which changes of the settings a page may only propose: they reach beyond its own window, into other programs and the system's
// start. Pure; used by `settings-service.ts`.
import type { DesktopSettings } from '../../ipc.ts';

export type SettingQuestion =
  | { readonly about: 'talkKey' | 'muteKey'; readonly key: string }
  | { readonly about: 'startAtLogin' };

/**
 * One question for each: a key that is watched while other programs are in front, so that the page learns of its presses, and a start
 * of the program by itself. To take such a thing back needs no question.
 */
export function planQuestions(
  change: Partial<DesktopSettings>,
  settings: DesktopSettings,
): SettingQuestion[] {
  const keys = (['talkKey', 'muteKey'] as const).flatMap((about) => {
    const key = change[about] ?? '';
    return key === '' || key === settings[about] ? [] : [{ about, key }];
  });
  const starts = change.startAtLogin === true && !settings.startAtLogin;
  return [...keys, ...(starts ? [{ about: 'startAtLogin' as const }] : [])];
}
