// Stands in for Electron's binary, which cannot be had on closed networks: the wall between a preload and its page. Both sides get
// copies; functions become functions of the other side that call through.

type Callable = (...handedOver: unknown[]) => unknown;

/** What a page's `window` got of its preload. */
export class StandInContextBridge {
  readonly exposed: Record<string, unknown> = {};

  exposeInMainWorld(name: string, api: unknown): void {
    if (Object.hasOwn(this.exposed, name)) throw new Error(`Cannot bind an API on top of '${name}'`);
    this.exposed[name] = deepFreeze(passThrough(api));
  }
}

/** A copy for the other side. @throws TypeError where a value cannot pass, for example a symbol or a circle of objects */
function passThrough(value: unknown, depth = 0): unknown {
  if (depth > 1000) throw new TypeError('Electron contextBridge recursion depth exceeded.');
  if (typeof value === 'symbol') throw new TypeError('A symbol could not be cloned.');
  if (typeof value === 'function')
    return (...handedOver: unknown[]) => callThrough(value as Callable, handedOver);
  if (value instanceof Promise) return value.then((result) => passThrough(result));
  if (Array.isArray(value)) return value.map((item) => passThrough(item, depth + 1));
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const passed = passThrough(field, depth + 1);
    // Defined, not assigned: an own field named `__proto__` stays an own field.
    Object.defineProperty(copy, key, { value: passed, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}

function callThrough(target: Callable, handedOver: readonly unknown[]): unknown {
  return passThrough(target(...handedOver.map((argument) => passThrough(argument))));
}

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}
