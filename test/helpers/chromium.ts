// How the tests start Chromium.

/** The machine's own, unless CHROMIUM_BIN names another. */
export function chromiumProgram(): string {
  return process.env['CHROMIUM_BIN'] ?? '/usr/bin/chromium';
}

/** Runs as root, asks nothing at its start, and fetches nothing by itself. */
export const usualSwitches = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--no-first-run',
] as const;
