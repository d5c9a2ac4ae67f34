// Keeps what can be shared in its place while previews change: the system lists windows by who was in front last. Pure.
import type { PickerSource } from '../../../ipc.ts';

/** What was known stands where it stood, in its newest look; what is new comes last; what is gone is gone. */
export function mergeSources(
  before: readonly PickerSource[],
  now: readonly PickerSource[],
): readonly PickerSource[] {
  const newest = new Map(now.map((source) => [source.id, source]));
  const kept = before.flatMap(({ id }) => newest.get(id) ?? []);
  const known = new Set(before.map(({ id }) => id));
  return [...kept, ...now.filter(({ id }) => !known.has(id))];
}
