import { expect, test } from 'vitest';
import { planNewSignIns } from './plan-new-sign-ins.ts';

const at = (signedInAtMs: number) => ({ sessionId: `s${signedInAtMs}`, address: '192.0.2.7', signedInAtMs });

test('where the account is for the first time nothing is news', () => {
  expect(planNewSignIns([at(9), at(5)], undefined, 's9')).toEqual({ shown: [], knownUntilMs: 9 });
  expect(planNewSignIns([], undefined, 's9')).toEqual({ shown: [], knownUntilMs: 0 });
});

test('what came later than is known is shown, the latest first, until it is dismissed', () => {
  expect(planNewSignIns([at(9), at(7), at(5)], 5, 's1')).toEqual({ shown: [at(9), at(7)], knownUntilMs: 5 });
  expect(planNewSignIns([at(9), at(7), at(5)], 9, 's1')).toEqual({ shown: [], knownUntilMs: 9 });
  expect(planNewSignIns([], 9, 's1')).toEqual({ shown: [], knownUntilMs: 9 });
});

test('the own sign-in is no news, and does not hide another one', () => {
  expect(planNewSignIns([at(9)], 5, 's9')).toEqual({ shown: [], knownUntilMs: 9 });
  expect(planNewSignIns([at(9), at(7)], 5, 's9')).toEqual({ shown: [at(7)], knownUntilMs: 5 });
});
