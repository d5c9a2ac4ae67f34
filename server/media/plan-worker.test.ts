import { expect, test } from 'vitest';
import { planWorker } from './plan-worker.ts';

const worker = (name: string, busyShare: number, rooms: number, peers: number) => ({
  name,
  busyShare,
  rooms,
  peers,
});

test('a room opens on the worker that took least of its core, although it carries more people', () => {
  const few = worker('few with cameras', 0.6, 1, 8);
  const many = worker('many who listen', 0.1, 3, 60);
  expect(planWorker([few, many])).toBe(many);
});

test('rooms that open together, before anything is measured, spread by what the workers carry', () => {
  const workers = [worker('first', 0, 0, 0), worker('second', 0, 0, 0)];
  const chosen = Array.from({ length: 4 }, () => {
    const place = planWorker(workers);
    if (place) place.rooms += 1;
    return place?.name;
  });
  expect(chosen).toEqual(['first', 'second', 'first', 'second']);
});

test('where no worker runs none is chosen', () => {
  expect(planWorker([])).toBeUndefined();
});
