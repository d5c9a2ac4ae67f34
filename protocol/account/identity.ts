// Rules for what people call themselves: phone numbers and nicknames. Used by forms, handlers and the import.
import { nicknameLength } from '../limits.ts';
import { isReadableName } from './nickname-rules.ts';
import { plainText } from '../room/written-numbers.ts';

/**
 * A phone number without spaces, dashes and brackets, its digits plain and nothing invisible in it; `undefined` when it is none
 * (E.164: at most 15 digits).
 */
export function normalizePhone(input: string): string | undefined {
  const compact = plainText(input).replaceAll(/[\s\-().]/g, '');
  return /^\+?\d{5,15}$/.test(compact) ? compact : undefined;
}

/**
 * A nickname in its stored form: NFC, spaces folded, trimmed; `undefined` when it is too long, holds control or direction-changing
 * characters, or could be taken for a phone number (both sign in). What people signed up under before there were more rules.
 */
export function foldNickname(input: string): string | undefined {
  const nickname = input.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
  const length = Array.from(nickname).length;
  if (length < nicknameLength.min || length > nicknameLength.max) return undefined;
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(nickname.replaceAll('\u200d', ''))) return undefined;
  return normalizePhone(nickname) === undefined ? nickname : undefined;
}

/** A new nickname in its stored form; `undefined` where it cannot be seen as it is or mixes scripts, besides what `foldNickname` refuses. */
export function normalizeNickname(input: string): string | undefined {
  const nickname = foldNickname(input);
  return nickname !== undefined && isReadableName(nickname) ? nickname : undefined;
}

/** The form under which nicknames are compared: two nicknames with the same key are the same. */
export function nicknameKey(nickname: string): string {
  return nickname.normalize('NFKC').toLowerCase();
}
