// Checks what a page hands over with a call, before any handler sees it. Used by the gate.
import { type CallInput, type CallName, calls } from '../../ipc.ts';
import { DesktopError } from './call-handlers.ts';

/** Characters of all texts and names together; the longest honest call has less than 1000. */
const textMax = 64 * 1024;
/** Values of all kinds together; the longest honest call has seven. */
const valuesMax = 1000;
/** How deep values lie in each other; an honest call's lie two deep. */
const depthMax = 8;

/** Names that lead to what all objects share. */
const sharedNames = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The checked input of a call: a fresh object with the contract's fields and no others.
 * @param handedOver everything that the page passed to the call
 * @throws DesktopError `bad-arguments`
 */
export function checkArguments<N extends CallName>(name: N, handedOver: readonly unknown[]): CallInput<N> {
  const [input, ...more] = handedOver;
  if (more.length > 0 || !isPlain(input)) throw new DesktopError('bad-arguments');
  const parsed = calls[name].input.safeParse(input);
  if (!parsed.success) throw new DesktopError('bad-arguments', { cause: parsed.error });
  return parsed.data as CallInput<N>;
}

/**
 * Whether a value is small and made of plain objects, lists, texts, numbers, booleans and `null` only. Cloning lets much more
 * through: buffers, maps, dates, circles.
 */
export function isPlain(value: unknown): boolean {
  let text = 0;
  let values = 0;
  const visit = (part: unknown, depth: number): boolean => {
    values += 1;
    if (values > valuesMax || depth > depthMax) return false;
    if (typeof part === 'string') return (text += part.length) <= textMax;
    if (part === null || part === undefined || typeof part === 'boolean') return true;
    if (typeof part === 'number') return Number.isFinite(part);
    if (Array.isArray(part)) return part.length <= valuesMax && part.every((item) => visit(item, depth + 1));
    if (typeof part !== 'object' || Object.getPrototypeOf(part) !== Object.prototype) return false;
    return Reflect.ownKeys(part).every((key) => {
      const field = Object.getOwnPropertyDescriptor(part, key);
      if (typeof key === 'symbol' || sharedNames.has(key) || field?.get || field?.set) return false;
      text += key.length;
      return visit(field?.value, depth + 1);
    });
  };
  return visit(value, 0) && text <= textMax;
}
