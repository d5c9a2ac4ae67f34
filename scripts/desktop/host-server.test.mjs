import { expect, test } from 'vitest';
import { hostedAddress } from './host-server.mjs';

test('the address is known once its line is whole', () => {
  expect(hostedAddress('Set-up:\nPlenum hosts at http://local')).toBe(null);
  expect(hostedAddress('Set-up:\nPlenum hosts at http://localhost:3000\n')).toBe('http://localhost:3000/');
});

test('of several addresses the machine’s own name is opened, else the first, whatever is said of certificates', () => {
  const line =
    'Plenum hosts at https://10.0.0.2:3000 and https://localhost:3000 (self-signed certificate, SHA-256 AB)\n';
  expect(hostedAddress(line)).toBe('https://localhost:3000/');
  expect(hostedAddress('Plenum hosts at https://10.0.0.2 and https://10.0.0.3\n')).toBe('https://10.0.0.2/');
});
