// The form that nicknames which look alike share (UTS 39). Pure; used by accounts.
import { createHash } from 'node:crypto';
import unhomoglyph from 'unhomoglyph';

/** What is drawn as nothing or as a mere variant of what stands before it. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\s]/gu;

/**
 * Two nicknames of one skeleton look alike, whatever their case: each character is replaced by the one that Unicode's table of
 * confusables names, case is folded, and what that brought forth is replaced again.
 */
export function skeletonOf(nickname: string): string {
  const bare = nickname.normalize('NFKC').normalize('NFD').replaceAll(unseen, '');
  const once = unhomoglyph(bare).normalize('NFD').toLowerCase();
  return unhomoglyph(once).normalize('NFD').toLowerCase();
}

/** As it is stored: skeletons may be long. 64 hexadecimal digits. */
export function skeletonHashOf(nickname: string): string {
  return createHash('sha256').update(skeletonOf(nickname)).digest('hex');
}
