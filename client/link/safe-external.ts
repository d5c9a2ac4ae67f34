// Which addresses may be handed to the operating system. Used by `plan-window-open.ts` and by links in messages: what the system opens, it opens with the
// person's own rights.

/** Longer ones are cut or refused by some systems. */
const lengthMax = 2000;
/** What a letter's address may fill in; some programs take `attach` for a file of the person's. */
const letterFields = new Set(['subject', 'body', 'cc']);

/**
 * The address in the one form in which it was checked, or `undefined` when it is not to be opened: only pages over TLS and
 * letters are.
 */
export function safeExternal(text: string): string | undefined {
  // The parser would drop blanks, line breaks and tabs, and read a backslash as a slash; the system might do neither.
  if (text.length > lengthMax || !/^(https:\/\/[^/]|mailto:)[\x21-\x5b\x5d-\x7e]+$/i.test(text))
    return undefined;
  const address = URL.parse(text);
  if (address === null) return undefined;
  if (address.protocol === 'https:')
    return address.username === '' && address.password === '' ? address.href : undefined;
  const fields = [...address.searchParams.keys()];
  return address.protocol === 'mailto:' && fields.every((field) => letterFields.has(field.toLowerCase()))
    ? address.href
    : undefined;
}
