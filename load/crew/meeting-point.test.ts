import { expect, test } from 'vitest';
import { openMeetingPoint } from './meeting-point.ts';

test('without other machines the meeting point is this machine’s own', async () => {
  const { server, address } = await openMeetingPoint(undefined);
  expect(address.host).toBe('127.0.0.1');
  expect(address.port).toBeGreaterThan(0);
  server.close();
});

test('an address that is taken is explained', async () => {
  const { server, address } = await openMeetingPoint({ host: '127.0.0.1', port: 0 });
  await expect(openMeetingPoint(address)).rejects.toThrow('give --coordinate a free address');
  server.close();
});
