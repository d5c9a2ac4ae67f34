// What `--help` of the server and of the doctor says of the settings, and the README's table of them. Pure.
import { flagOf, type Setting, settingNames, settings } from './settings.ts';

/** @param flags of the command line @returns whether they ask for help */
export function asksForHelp(flags: readonly string[]): boolean {
  return flags.some((flag) => flag === '--help' || flag === '-h');
}

/** @param command as people type it @param purpose one sentence */
export function describeSettings(command: string, purpose: string): string {
  const width = Math.max(...settingNames.map((name) => flagOf(name).length));
  const rows = settingNames.map((name) => `  --${flagOf(name).padEnd(width)}  ${name}: ${helpOf(name)}`);
  return [
    `Usage: ${command} -- [--flag value]...`,
    '',
    purpose,
    'Each setting is a flag, or a variable of the environment; the flag wins. In brackets: what counts otherwise.',
    '',
    ...rows,
  ].join('\n');
}

/** The README's table of settings, in Markdown. */
export function settingsTable(): string {
  const rows = settingNames.map((name) => {
    const { otherwiseInWords, meaning } = settings[name];
    return `| \`${name}\` |${otherwiseInWords === '' ? '' : ` ${otherwiseInWords}`} | ${meaning} |`;
  });
  return ['| setting | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

function helpOf(name: Setting): string {
  const { otherwiseInWords, meaning } = settings[name];
  return (meaning + (otherwiseInWords === '' ? '' : ` (${otherwiseInWords})`)).replaceAll('`', '');
}
