import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { pictureTicketMs } from '../../../protocol/people/people-limits.ts';
import type { Database } from '../../../sql/database.ts';
import { addPictureRoute, PictureTickets, picturesPath } from './picture-route.ts';

let nowMs = 1_800_000_000_000;
const tickets = new PictureTickets(() => nowMs);
let isEnabled = true;
const http = Fastify();
addPictureRoute(http, {
  database: {
    profiles: {
      picture: async (id: string) => (id === 'p1' ? Buffer.from('webp').toString('base64') : undefined),
    },
    accounts: { enabledIds: async (ids: string[]) => (isEnabled ? ids : []) },
  } as unknown as Pick<Database, 'profiles' | 'accounts'>,
  tickets,
  log: { error: () => undefined },
});
const get = (id: string, by: string, headers = {}) =>
  http.inject({ url: `${picturesPath}/${id}?by=${encodeURIComponent(by)}`, headers });

test('a signed-in account is sent a picture, once: then its browser knows it', async () => {
  const answer = await get('p1', tickets.draw('ada'));
  expect([answer.statusCode, answer.body]).toEqual([200, 'webp']);
  expect(answer.headers).toMatchObject({
    'content-type': 'image/webp',
    'x-content-type-options': 'nosniff',
    etag: '"p1"',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  expect((await get('p1', tickets.draw('ada'), { 'if-none-match': '"p1"' })).statusCode).toBe(304);
  expect((await get('other', tickets.draw('ada'))).statusCode).toBe(404);
});

test('no ticket, one of another account, a changed or an old one, and one of a disabled account open nothing', async () => {
  const ticket = tickets.draw('ada');
  const forged = ticket.replace('ada', 'bob');
  for (const bad of ['', 'x', forged, `${ticket}x`, ticket.replace(/\.\d+\./, '.99999999.')])
    expect((await get('p1', bad)).statusCode).toBe(401);
  isEnabled = false;
  expect((await get('p1', ticket)).statusCode).toBe(401);
  isEnabled = true;
  nowMs += 3 * pictureTicketMs;
  expect((await get('p1', ticket)).statusCode).toBe(401);
});
