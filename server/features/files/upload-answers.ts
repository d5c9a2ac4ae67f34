// Refusals of the upload path in the form in which the tus server sends them, with the codes of the protocol's table.
import { type ErrorCode, errorTable } from '../../../protocol/error-codes.ts';

const answer = (code: ErrorCode): { readonly status_code: number; readonly body: string } => ({
  status_code: errorTable[code].status,
  body: JSON.stringify({ error: { code } }),
});

/** Alike for uploads that there are not, and those of others. */
export const noSuchUpload = answer('no-such-attachment');
export const diskFull = answer('disk-full');
