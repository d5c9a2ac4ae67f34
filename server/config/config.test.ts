import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('settings', () => {
  test('have defaults for one machine without TLS', () => {
    expect(readConfig({}, [], 4)).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: undefined,
      dataDir: './data',
      desktopDir: 'data/desktop',
      messageRetentionDays: undefined,
      attachmentSpace: 5_000_000_000,
      announcedAddresses: [],
      mediaPort: 20_000,
      mediaPortIsFixed: false,
      mediaWorkers: 4,
      loudestVoices: 3,
      uncountedAddresses: [],
      trustedProxies: [],
      requestAllowance: 1,
      socketsPerAddress: 1000,
      socketsOfLoopbackCount: false,
      socketsMax: 25_000,
      registration: 'open',
      peersMax: 2000,
      drainSeconds: 30,
      takeOver: false,
      tls: { kind: 'off' },
      metricsToken: undefined,
      publicNames: [],
      logLevel: 'info',
    });
  });

  test('with TLS the host is every interface, unless one is named', () => {
    expect(readConfig({ TLS: 'self-signed' }, [], 1).host).toBe('0.0.0.0');
    expect(readConfig({ TLS: 'self-signed' }, [], 1, 1000, true).host).toBe('::');
    expect(readConfig({ TLS_CERT: 'a', TLS_KEY: 'b' }, [], 1)).toMatchObject({
      host: '0.0.0.0',
      tls: { kind: 'files', certFile: 'a', keyFile: 'b' },
    });
    expect(readConfig({ TLS: 'self-signed', HOST: 'localhost' }, [], 1).host).toBe('127.0.0.1');
  });

  test('are read from flags before the environment, and empty values count as not set', () => {
    const environment = { PORT: '4000', HOST: '', DATA_DIR: ' ' };
    expect(readConfig(environment, ['--port', '4001', '--media-port=5000'], 1)).toMatchObject({
      port: 4001,
      host: '127.0.0.1',
      dataDir: './data',
      mediaPort: 5000,
      mediaPortIsFixed: true,
    });
  });

  test('as many connections are let in as there may be open files for, unless a number is chosen', () => {
    expect(readConfig({}, [], 1, 4096).socketsMax).toBe(3596);
    expect(readConfig({}, [], 1, 100).socketsMax).toBe(1);
    expect(readConfig({ SOCKETS_MAX: '5000' }, [], 1, 4096).socketsMax).toBe(5000);
  });

  test('programs for the desktop come from the data folder, unless another folder is named', () => {
    expect(readConfig({ DATA_DIR: '/srv/plenum' }, [], 1).desktopDir).toBe('/srv/plenum/desktop');
    expect(readConfig({ DATA_DIR: '/srv/plenum' }, ['--desktop-dir', '/srv/programs'], 1).desktopDir).toBe(
      '/srv/programs',
    );
  });

  test('announced addresses are a list of addresses and names', () => {
    const { announcedAddresses } = readConfig({ ANNOUNCED_ADDRESS: '203.0.113.7, meet.example.org,' }, [], 1);
    expect(announcedAddresses).toEqual(['203.0.113.7', 'meet.example.org']);
  });

  test('addresses that are not counted are a list of addresses, and never of names', () => {
    const { uncountedAddresses } = readConfig({ UNCOUNTED_ADDRESSES: '127.0.0.1, ::1' }, [], 1);
    expect(uncountedAddresses).toEqual(['127.0.0.1', '::1']);
    expect(() => readConfig({ UNCOUNTED_ADDRESSES: 'localhost' }, [], 1)).toThrow(/^UNCOUNTED_ADDRESSES/);
  });

  test.each([
    [{ PORT: '3000x' }, 'PORT is "3000x" but must be a whole number from 0 to 65535.'],
    [{ PORT: '-1' }, 'PORT is "-1" but must be a whole number from 0 to 65535.'],
    [
      { MEDIA_PORT: '65536', MEDIA_WORKERS: '2' },
      'MEDIA_PORT is "65536" but must be a whole number from 1024 to 65534.',
    ],
    [{ HOST: 'example.org' }, /^HOST is "example.org" but must be localhost or an address/],
    [{ DATABASE_URL: 'mysql://user:secret@host' }, /^DATABASE_URL is "\.\.\." but must be of the form/],
    [
      { ANNOUNCED_ADDRESS: 'a b' },
      'ANNOUNCED_ADDRESS is "a b" but must be addresses or host names, separated by commas.',
    ],
    [
      { TLS: 'off', TLS_CERT: 'a', TLS_KEY: 'b' },
      'TLS is "off" but must be left out when TLS_CERT and TLS_KEY are set.',
    ],
    [{ TLS: 'yes' }, 'TLS is "yes" but must be one of off, self-signed.'],
    [{ TLS_CERT: 'a' }, 'TLS_KEY is "" but must be a PEM file, since TLS_CERT is set.'],
    [{ MEDIA_WORKERS: '0' }, 'MEDIA_WORKERS is "0" but must be a whole number from 1 to 64.'],
    [{ LOUDEST_VOICES: '0' }, 'LOUDEST_VOICES is "0" but must be a whole number from 1 to 300.'],
    [{ REGISTRATION: 'some' }, /^REGISTRATION is "some" but must be one of open, invited, closed\.$/],
    [{ LOG_LEVEL: 'loud' }, /^LOG_LEVEL is "loud" but must be one of fatal, error/],
    [{ DATABASE_URL: 'postgres://x/y' }, /^DATABASE_URL is "\.\.\." but must be of the form mysql:/],
    [{ TLS_KEY: 'b' }, 'TLS_CERT is "" but must be a PEM file, since TLS_KEY is set.'],
  ])('%j is refused with one sentence', (environment, sentence) => {
    expect(() => readConfig(environment, [], 1)).toThrow(sentence);
  });
});
