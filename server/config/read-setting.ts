// How the text of one setting becomes its value. Pure; each row of the table of settings has one of these readers.
import { isIP } from 'node:net';

/** Reads a setting's text. */
export interface SettingReader<Value> {
  /** @returns the value, or `undefined` where the text is none */
  readonly read: (text: string) => Value | undefined;
  /** What the text must be, as the end of the sentence "... must be ..." */
  readonly allowed: string;
}

/** A whole number from `min` to `max`. */
export function wholeNumber(min: number, max: number): SettingReader<number> {
  return {
    read: (text) => {
      const value = Number(text);
      return /^\d+$/.test(text) && value >= min && value <= max ? value : undefined;
    },
    allowed: `a whole number from ${min} to ${max}`,
  };
}

export function oneOf<const Word extends string>(words: readonly Word[]): SettingReader<Word> {
  return {
    read: (text) => words.find((word) => word === text),
    allowed: `one of ${words.join(', ')}`,
  };
}

/** Any text, for example a file or folder. */
export const anyText: SettingReader<string> = { read: (text) => text, allowed: 'a text' };

/**
 * Parts that are separated by commas; empty ones are left out.
 * @param isPart whether one part is right
 * @param allowed what the parts are, for example "IP addresses"
 */
export function listOf(isPart: (part: string) => boolean, allowed: string): SettingReader<readonly string[]> {
  return {
    read: (text) => {
      const parts = text.split(',').map((part) => part.trim());
      const named = parts.filter((part) => part !== '');
      return named.every(isPart) ? named : undefined;
    },
    allowed: `${allowed}, separated by commas`,
  };
}

export const isIpAddress = (text: string): boolean => isIP(text) !== 0;

export const isAddressOrName = (text: string): boolean =>
  isIpAddress(text) || /^(?=.{1,253}$)[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text);

/** An address of this machine; `localhost` is the one of IPv4. */
export const ownAddress: SettingReader<string> = {
  read: (text) => (text === 'localhost' ? '127.0.0.1' : isIpAddress(text) ? text : undefined),
  allowed: 'localhost or an address of this machine, :: for all of them',
};

/** The whole text, which openers of databases read further. */
export const databaseUrl: SettingReader<string> = {
  read: (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const isRight =
      url !== undefined &&
      /^(mysql|mariadb):$/.test(url.protocol) &&
      url.hostname !== '' &&
      url.pathname.length > 1;
    return isRight ? text : undefined;
  },
  allowed: 'of the form mysql://user:password@host:3306/database, or not set',
};

/** Long enough that it cannot be guessed, in letters that a header can carry. */
export const bearerToken: SettingReader<string> = {
  read: (text) => (/^[\w.~+/=-]{16,256}$/.test(text) ? text : undefined),
  allowed: '16 to 256 letters and digits, for example from openssl rand -hex 24',
};
