import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { costOf } from './request-rule.ts';
import { requests } from './requests.ts';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `id-${index}`);

test('S9: n different ids cost n, and one id 400 times costs one', () => {
  const { 'media:resume': resume, 'media:consume': consume, 'media:report-loss': report } = requests;
  expect(costOf(resume, { consumerIds: ids(400) })).toBe(400);
  expect(costOf(resume, { consumerIds: ids(400).fill('id') })).toBe(1);
  expect(costOf(consume, { producerIds: ids(128) })).toBe(128);
  expect(costOf(report, { reports: ids(5).map((producerId) => ({ producerId })) })).toBe(5);
});

test('what is malformed costs as much as one request', () => {
  for (const input of [undefined, null, 5, 'text', [], {}, { consumerIds: 'id' }, { consumerIds: [] }]) {
    expect(costOf(requests['media:resume'], input)).toBe(1);
  }
  expect(costOf(requests['room:leave'], { consumerIds: ids(400) })).toBe(1);
});

test('S9: lists of ids are sets, in the order of the first, and keep their length in check', () => {
  const { input } = requests['media:resume'];
  expect(input.parse({ consumerIds: ['b', 'a', 'b', 'b'] })).toEqual({ consumerIds: ['b', 'a'] });
  expect(input.safeParse({ consumerIds: ids(401) }).success).toBe(false);
});

test('S9: of several reports about one voice the last counts', () => {
  const loss = (lossRatio: number) => ({ producerId: 'voice', lossRatio, burstPackets: 1 });
  const reports = Array.from({ length: 128 }, (_, index) => loss(index / 1000));
  expect(requests['media:report-loss'].input.parse({ reports })).toEqual({ reports: [loss(0.127)] });
});

test('S9: every request whose input has a list of ids says that it costs as much as there is in it', () => {
  for (const [name, rule] of Object.entries(requests)) {
    const { properties = {} } = z.toJSONSchema(rule.input, { unrepresentable: 'any', io: 'input' });
    const lists = Object.entries(properties).filter(
      ([, field]) => typeof field === 'object' && field.type === 'array' && !field.prefixItems,
    );
    const named = 'costsPer' in rule ? [rule.costsPer] : [];
    // The points of a stroke are paid by the room that they are sent to, those whom a message names like those who are sent it.
    // The labels of a contact are words of one row, the parts of a picture one picture.
    const isPaidElse = ['drawing:draw', 'message:send', 'contact:edit', 'profile:set-picture'].includes(name);
    const expected = isPaidElse ? [] : lists.map(([field]) => field);
    expect([name, named]).toEqual([name, expected]);
  }
});
