// Joins class names, leaving out those that do not apply. Used by every part that takes a `className`.

/** "a b" from "a", false, "b". */
export function classNames(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
