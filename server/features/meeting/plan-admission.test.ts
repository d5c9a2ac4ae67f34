import { expect, test } from 'vitest';
import { planAdmission } from './plan-admission.ts';

const calm = { peers: 10, peersMax: 100, load: { signalling: 0.2, workers: [0.5, 0.3], total: 0.5 } };

test('a calm server takes rooms and people', () => {
  expect(planAdmission('room', calm)).toBeUndefined();
  expect(planAdmission('place', calm)).toBeUndefined();
});

test('a server above 85 % of its signalling, every worker or all it may use takes no new room, but people into those that run', () => {
  for (const load of [
    { signalling: 0.86, workers: [0.1], total: 0.48 },
    { signalling: 0.1, workers: [0.86, 0.99], total: 0.65 },
    { signalling: 0.1, workers: [0.12], total: 0.88 },
  ]) {
    expect(planAdmission('room', { ...calm, load })).toBe('server-busy');
    expect(planAdmission('place', { ...calm, load })).toBeUndefined();
  }
});

test('one calm worker is enough for a new room, and no worker is no reason to speak of load', () => {
  expect(
    planAdmission('room', { ...calm, load: { signalling: 0.1, workers: [0.99, 0.85], total: 0.49 } }),
  ).toBeUndefined();
  expect(
    planAdmission('room', { ...calm, load: { signalling: 0.1, workers: [], total: 0.05 } }),
  ).toBeUndefined();
});

test('a full server takes no person', () => {
  expect(planAdmission('room', { ...calm, peers: 100 })).toBe('server-full');
  expect(planAdmission('place', { ...calm, peers: 100 })).toBe('server-full');
});
