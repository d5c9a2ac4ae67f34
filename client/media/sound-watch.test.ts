import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { resumeIntervalMs, type Sounding, SoundWatch, startPatienceMs } from './sound-watch.ts';

class FakeContext implements Sounding {
  state = 'suspended';
  resumes = 0;
  /** Whether the browser lets it run. */
  allowed = false;
  #listener: () => void = () => undefined;

  addEventListener(_type: 'statechange', listener: () => void): void {
    this.#listener = listener;
  }

  async resume(): Promise<void> {
    this.resumes += 1;
    if (this.allowed) this.become('running');
  }

  become(state: string): void {
    this.state = state;
    this.#listener();
  }
}

let told: boolean[];
let watch: SoundWatch;
let context: FakeContext;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  watch = new SoundWatch((silenced) => told.push(silenced));
  context = new FakeContext();
});

afterEach(() => {
  watch.close();
  vi.useRealTimers();
});

test('X3: a page that may be heard says nothing, though its sound takes a moment to begin', () => {
  watch.add(context);
  vi.advanceTimersByTime(startPatienceMs - 1);
  context.become('running');
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});

test('X3: a page that is kept silent says so, and that it is heard after a click', async () => {
  watch.add(context);
  vi.advanceTimersByTime(startPatienceMs);
  expect(told).toEqual([true]);
  context.allowed = true;
  await watch.resume();
  expect(told).toEqual([true, false]);
});

test('U3: a context that missed its start is tried again until it runs, without a click, and then no more', async () => {
  watch.add(context);
  await vi.advanceTimersByTimeAsync(2 * resumeIntervalMs);
  expect([told, context.resumes]).toEqual([[true], 2]);
  context.allowed = true;
  await vi.advanceTimersByTimeAsync(resumeIntervalMs);
  expect([told, context.state]).toEqual([[true, false], 'running']);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(context.resumes).toBe(3);
});

test('U3: nothing is tried again once the sound is closed', async () => {
  watch.add(context);
  watch.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([told, context.resumes]).toEqual([[], 0]);
});

test('X3: sound that begins later than the page, as that of a screen, counts as well', async () => {
  context.become('running');
  watch.add(context);
  const later = new FakeContext();
  watch.add(later);
  vi.advanceTimersByTime(startPatienceMs);
  expect(told).toEqual([true]);
  later.allowed = true;
  await watch.resume();
  expect([told, context.resumes, later.resumes]).toEqual([[true, false], 0, 1]);
});

test.each(['suspended', 'interrupted'])(
  'X3: sound that the system %s goes on by itself where it may, and else waits for a click',
  async (state) => {
    context.become('running');
    watch.add(context);
    context.allowed = true;
    context.become(state);
    expect([context.state, context.resumes]).toEqual(['running', 1]);
    context.allowed = false;
    context.become(state);
    vi.advanceTimersByTime(startPatienceMs);
    expect(told).toEqual([true]);
    context.allowed = true;
    await watch.resume();
    expect(told).toEqual([true, false]);
  },
);

test('X3: an element that may not play plays after a click; one that has ended is not waited for', async () => {
  let allowed = false;
  const refusal = Object.assign(new Error('not now'), { name: 'NotAllowedError' });
  const element = { play: () => (allowed ? Promise.resolve() : Promise.reject(refusal)) };
  const another = { play: () => Promise.reject(refusal) };
  const broken = { play: () => Promise.reject(new Error('no sound')) };
  for (const each of [element, another, broken]) watch.play(each);
  await vi.advanceTimersByTimeAsync(startPatienceMs);
  watch.forget(another);
  expect(told).toEqual([true]);
  allowed = true;
  await watch.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([true, false]);
});

test('what is closed is not waited for', () => {
  watch.add(context);
  context.become('closed');
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});
