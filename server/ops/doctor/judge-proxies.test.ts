import { expect, test } from 'vitest';
import { judgeProxies } from './judge-proxies.ts';

test('X8: a proxy that is seen and not trusted is named, with the setting that corrects it', () => {
  expect(judgeProxies(['10.0.0.2'], ['10.0.0.1'])).toEqual({
    about: 'proxy',
    verdict: 'note',
    sentence:
      'Requests come through 10.0.0.2, so all people behind it count as one: if it is your proxy, set TRUSTED_PROXIES=10.0.0.1,10.0.0.2.',
  });
});

test('without one all is well, and those that are trusted are named', () => {
  expect(judgeProxies([], []).verdict).toBe('ok');
  expect(judgeProxies([], ['10.0.0.1'])).toMatchObject({
    verdict: 'ok',
    sentence: 'TRUSTED_PROXIES names 10.0.0.1.',
  });
});
