import { expect, test } from 'vitest';
import { planUrls } from './listen.ts';

test('loopback is called localhost', () => {
  expect(planUrls(false, 3000, ['127.0.0.1'])).toEqual(['http://localhost:3000']);
});

test('the usual port of a scheme is left out, IPv6 addresses get brackets', () => {
  expect(planUrls(true, 443, ['192.168.1.5', '2001:db8::5'])).toEqual([
    'https://192.168.1.5',
    'https://[2001:db8::5]',
  ]);
  expect(planUrls(false, 80, ['192.168.1.5'])).toEqual(['http://192.168.1.5']);
  expect(planUrls(false, 443, ['192.168.1.5'])).toEqual(['http://192.168.1.5:443']);
});
