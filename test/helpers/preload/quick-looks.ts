// Loaded into the server's process by tests that wait for one of its looks: what it does every five seconds or less often, it does ten
// times as often. Deadlines, and what is counted in shorter beats, stay as they are.
const { setInterval: setRealInterval } = globalThis;

const leastMs = 5000;
const times = 10;

globalThis.setInterval = ((work: (...args: unknown[]) => void, everyMs = 0, ...args: unknown[]) =>
  setRealInterval(work, everyMs < leastMs ? everyMs : everyMs / times, ...args)) as typeof setInterval;
