// Writes the file by which Linux desktops start a program at login, after the Desktop Entry and Autostart specifications. Pure;
// used by `login-start.ts`.

interface AutostartFacts {
  /** Absolute path of the program: of the AppImage itself, not of what it unpacks to. */
  readonly program: string;
  readonly args: readonly string[];
}

export function writeAutostart({ program, args }: AutostartFacts): string {
  const command = [program, ...args].map(quoteArgument).join(' ');
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Plenum',
    `Exec=${escapeValue(command)}`,
    'Icon=plenum',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

/** Whether a desktop that finds this file starts the program: people switch it off by a word in it. */
export function isAutostartOn(file: string): boolean {
  return !/^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$/m.test(file);
}

/**
 * One word of a command line: quoted where it holds a reserved sign, with those that mean something within quotes escaped, and a
 * per cent sign doubled, as it would begin a field.
 */
function quoteArgument(argument: string): string {
  const plain = argument.replaceAll('%', '%%');
  if (/^[\w@%+=:,./-]+$/.test(plain)) return plain;
  return `"${plain.replace(/["`$\\]/g, '\\$&')}"`;
}

/** The value of a key is unescaped once before its quotes are looked at, and ends with its line. */
function escapeValue(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}
