import { expect, test } from 'vitest';
import { type RequestName, requests } from '../../../protocol/requests.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';
import { formOf, sample } from './sample.ts';

const names = Object.keys(requests) as RequestName[];

test.each(names)('most samples of %s have the form that its schema asks for', (name) => {
  const random = createRandom(1);
  const form = formOf(requests[name].input);
  const right = Array.from(
    { length: 50 },
    () => requests[name].input.safeParse(sample(form, random)).success,
  );
  expect(right.filter(Boolean).length).toBeGreaterThan(25);
});

test.each(names.filter((name) => Object.keys(formOf(requests[name].input).properties ?? {}).length > 0))(
  'many mutants of %s have not',
  (name) => {
    const random = createRandom(2);
    const form = formOf(requests[name].input);
    const wrong = Array.from(
      { length: 200 },
      () => !requests[name].input.safeParse(mutate(sample(form, random), random, 0.3)).success,
    );
    expect(wrong.filter(Boolean).length).toBeGreaterThan(20);
  },
);

test('the same seed makes the same attack', () => {
  const make = () => {
    const random = createRandom(7);
    const form = formOf(requests['media:produce'].input);
    return JSON.stringify(Array.from({ length: 20 }, () => mutate(sample(form, random), random)));
  };
  expect(make()).toBe(make());
});
