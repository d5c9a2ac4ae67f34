import { expect, test, vi } from 'vitest';
import { RoomEvents } from './room-events.ts';

test('every event reaches every listener that hears it, in the order of adding', () => {
  const heard: unknown[][] = [];
  const hear =
    (...about: string[]) =>
    (...event: unknown[]): void =>
      void heard.push([...about, ...event]);
  const events = new RoomEvents({ error: () => undefined });
  events.add([
    { roomOpened: hear('first opened'), peerGone: hear('first gone') },
    {
      roomOpened: hear('second opened'),
      roomChanged: hear('second changed'),
      roomEmptied: hear('second emptied'),
    },
  ]);
  events.add([{ roomClosed: hear('third closed') }]);
  events.roomOpened('43839');
  events.roomChanged('43839');
  events.peerGone('peer', '43839', 'left');
  events.roomEmptied('43839');
  events.roomClosed('43839', 5000);
  expect(heard).toEqual([
    ['first opened', '43839'],
    ['second opened', '43839'],
    ['second changed', '43839'],
    ['first gone', 'peer', '43839', 'left'],
    ['second emptied', '43839'],
    ['third closed', '43839', 5000],
  ]);
});

test('a listener that throws is logged and keeps neither the others nor the rooms from going on', () => {
  const error = vi.fn();
  const peerGone = vi.fn();
  const events = new RoomEvents({ error });
  const failure = new Error('no such peer');
  events.add([
    {
      peerGone: () => {
        throw failure;
      },
    },
    { peerGone },
  ]);
  events.peerGone('peer', '43839', 'left');
  expect(error).toHaveBeenCalledWith({ err: failure }, expect.any(String));
  expect(peerGone).toHaveBeenCalledOnce();
});
