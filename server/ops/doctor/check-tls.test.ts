import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCertificate } from '../../net/certificate.ts';
import { type Config, readConfig } from '../../config/config.ts';
import { checkTls, judgeCertificate } from './check-tls.ts';

const dayMs = 24 * 60 * 60 * 1000;
const names = ['meet.example', '192.0.2.7'];

let dataDir: string;
let certificate: X509Certificate;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'plenum-check-tls-'));
  const made = await loadCertificate({ kind: 'self-signed' }, dataDir, names);
  certificate = new X509Certificate(made?.cert ?? '');
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function configOf(settings: Record<string, string>): Config {
  return readConfig({ DATA_DIR: dataDir, ...settings }, [], 1);
}

test('without TLS a server for this machine alone is worth a note, and one that others reach is a problem', async () => {
  const config = configOf({ TLS: 'off' });
  expect(await checkTls(config, ['127.0.0.1'])).toMatchObject({
    verdict: 'note',
    sentence: expect.stringContaining('only this machine can open the client'),
  });
  expect(await checkTls(config, ['127.0.0.1', '192.0.2.7'])).toMatchObject({
    verdict: 'problem',
    sentence: expect.stringContaining('set TLS=self-signed, or TLS_CERT and TLS_KEY'),
  });
});

test('a certificate that is made for the announced address is well', async () => {
  const config = configOf({ TLS: 'self-signed', ANNOUNCED_ADDRESS: '192.0.2.9' });
  expect(await checkTls(config, ['192.0.2.9'])).toMatchObject({ about: 'TLS', verdict: 'ok' });
});

test('a certificate that cannot be read is a problem that names the setting', async () => {
  const config = configOf({ TLS_CERT: join(dataDir, 'none.pem'), TLS_KEY: join(dataDir, 'none.pem') });
  const finding = await checkTls(config, ['192.0.2.9']);
  expect(finding.verdict).toBe('problem');
  expect(finding.sentence).toContain('TLS_CERT');
});

test('a certificate is judged by when it begins, when it ends, and whom it is good for', () => {
  const beginsMs = Date.parse(certificate.validFrom);
  const endsMs = Date.parse(certificate.validTo);
  const judge = (nowMs: number, announced: string[] = []) => judgeCertificate(certificate, announced, nowMs);
  expect(judge(beginsMs + dayMs, names).verdict).toBe('ok');
  expect(judge(beginsMs - dayMs)).toMatchObject({
    verdict: 'problem',
    sentence: 'The certificate is not good yet: set the clock right, or get another one.',
  });
  expect(judge(endsMs - 5 * dayMs)).toMatchObject({
    verdict: 'note',
    sentence: 'The certificate ends in 5 days: renew it.',
  });
  expect(judge(endsMs + 3 * dayMs)).toMatchObject({
    verdict: 'problem',
    sentence: 'The certificate ended 3 days ago: renew it.',
  });
  expect(judge(beginsMs + dayMs, ['elsewhere.example', '192.0.2.7'])).toMatchObject({
    verdict: 'note',
    sentence: 'The certificate is not good for elsewhere.example: open the client by a name it has.',
  });
});
