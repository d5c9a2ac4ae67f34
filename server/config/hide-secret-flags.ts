// Removes secret settings from the list of processes, which every user of the machine may read. Called as a program begins.
import { flagOf, settingNames, settings } from './settings.ts';

const secretFlags = settingNames
  .filter((name) => settings[name].isSecret)
  .map(flagOf)
  .join('|');
const secretFlag = new RegExp(`^--(${secretFlags})(=|$)`);

/**
 * What the process list shows of a command line with secrets: the same without their values.
 * @returns `undefined` when there is no secret in it. Pure.
 */
export function withoutSecrets(commandLine: readonly string[]): string | undefined {
  if (!commandLine.some((word) => secretFlag.test(word))) return undefined;
  const shown = commandLine.flatMap((word, index) => {
    if (secretFlag.test(word)) return [`${word.replace(/=.*$/s, '')}=...`];
    return secretFlag.test(commandLine[index - 1] ?? '') && !commandLine[index - 1]?.includes('=')
      ? []
      : [word];
  });
  return shown.join(' ');
}

/** @param target this process; its title is what the list shows, and takes no more room than the command line had */
export function hideSecretFlags(target: { argv: string[]; title: string }): void {
  const shown = withoutSecrets(target.argv);
  if (shown !== undefined) target.title = shown;
}
