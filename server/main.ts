// The server's process, started by `npm start`: opens its parts in order, prints the address, closes them in reverse.
import { chmod, mkdir } from 'node:fs/promises';
import { availableParallelism, hostname, networkInterfaces } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino, { type Logger } from 'pino';
import { DatabaseOpenError } from '../sql/database-errors.ts';
import { openDatabase } from '../sql/open-database.ts';
import { watchCertificate } from './net/certificate-watch.ts';
import { loadCertificate } from './net/certificate.ts';
import { type Config, readConfig } from './config/config.ts';
import { createApp } from './app.ts';
import { asksForHelp, describeSettings } from './config/describe-settings.ts';
import { descriptorLimit } from './ops/doctor/descriptor-limit.ts';
import { judgeDescriptors } from './ops/doctor/judge-machine.ts';
import { hideSecretFlags } from './config/hide-secret-flags.ts';
import { listen } from './net/listen.ts';
import { openLogDestination } from './observe/log-destination.ts';
import { isLoopback } from './addresses/loopback.ts';
import { openAnnouncedAddresses } from './media/announced-addresses.ts';
import { hasIpv6, planListenAddresses } from './media/media-addresses.ts';
import { LocalAddresses } from './media/local-addresses.ts';
import { findWorkerBin, nameWorker, readWorkerKind } from './media/worker-bin.ts';
import { openWorkerPool } from './media/worker-pool.ts';
import { onceStopped } from './ops/once-stopped.ts';
import { processorsGranted } from './ops/processors-granted.ts';
import { clearProxyNote, noteProxy } from './net/proxy-note.ts';
import { isRelieved, noteServing, relieveServer } from './ops/relieve-server.ts';
import { SettingError } from './config/setting-error.ts';
import { keepFailures } from './limits/kept-failures.ts';
import { createSignIn } from './features/sign-in/sign-in.ts';

/** A client has moved to the server that takes over within a second or two; until then it sends and hears through this one. */
const mediaLingerMs = 2500;
const projectDir = join(import.meta.dirname, '..');

async function host(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, openLogDestination());
  // What a client sends never ends the process; whatever gets here is a mistake of ours, for a developer.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'something failed unnoticed'));
  await makeDataDir(config.dataDir, log);
  const database = await openDatabase({
    url: config.databaseUrl,
    dataDir: config.dataDir,
    onThreadDeath: (error) =>
      log.error({ err: error }, 'a database thread ended; another one takes its place'),
  });
  const signIn = await createSignIn({
    database,
    dataDir: config.dataDir,
    onStorm: () => log.warn('many sign-ins fail, from many places: an attacker tries passwords'),
    onPruneFailed: (error) => log.warn({ err: error }, 'expired sessions could not be removed'),
  });
  const failures = await keepFailures(signIn.limits, join(config.dataDir, 'sign-in-failures.json'), (error) =>
    log.warn({ err: error }, 'the counts of failed sign-ins could not be kept'),
  );
  const addresses = planListenAddresses(config.host, networkInterfaces());
  const own = new LocalAddresses({ host: config.host });
  const announced = await openAnnouncedAddresses({ named: config.announcedAddresses, log });
  const names = ['localhost', ...addresses, ...config.announcedAddresses];
  const loadOwnCertificate = () => loadCertificate(config.tls, config.dataDir, names);
  const certificate = await loadOwnCertificate();
  // With other ports its media goes on until the clients have moved; the same ports have to be free first.
  if (config.takeOver && config.mediaPortIsFixed) await relieveServer(config.dataDir, 'gone');
  await clearProxyNote(config.dataDir);
  const workerBin = await findWorkerBin(process.env, projectDir);
  const workerKind = await readWorkerKind(workerBin);
  const workers = await openWorkerPool({
    workerBin,
    count: config.mediaWorkers,
    addresses: () => own.current,
    port: config.mediaPort,
    portIsFixed: config.mediaPortIsFixed,
    log,
  });
  own.watch(() => void workers.followAddresses());
  if (config.takeOver) await relieveServer(config.dataDir, 'handed-over');
  const app = await createApp({
    database,
    signIn,
    resting: await database.restingNumbers.all(Date.now()),
    kept: await database.keptRooms.all(),
    workers,
    workerKind,
    ownAddresses: () => own.current,
    announcedAddresses: () => announced.current,
    loudestVoices: config.loudestVoices,
    uncountedAddresses: config.uncountedAddresses,
    requestAllowance: config.requestAllowance,
    registration: config.registration,
    peersMax: config.peersMax,
    processors: processorsGranted(),
    crowdLimits: {
      perAddress: config.socketsPerAddress,
      loopbackCounts: config.socketsOfLoopbackCount,
      total: config.socketsMax,
    },
    metricsToken: config.metricsToken,
    names: { publicNames: config.publicNames, ownNames: [hostname(), ...config.announcedAddresses] },
    trustedProxies: config.trustedProxies,
    onUntrustedProxy: (address) => {
      const what =
        'passes requests on: if it is your proxy, name it in TRUSTED_PROXIES; until then all people behind it count as one';
      log.warn({ address }, what);
      noteProxy(config.dataDir, address).catch((error: unknown) =>
        log.warn({ err: error }, 'the proxy could not be noted for the doctor'),
      );
    },
    certificate,
    dataDir: config.dataDir,
    messageRetentionDays: config.messageRetentionDays,
    attachmentSpace: config.attachmentSpace,
    uiDir: join(projectDir, 'dist/ui'),
    desktopDir: resolve(config.desktopDir),
    log,
  });
  let endServing = async (): Promise<void> => undefined;
  onceStopped(log, {
    isRelieved: () => isRelieved(config.dataDir),
    drain: () => app.drain(config.drainSeconds * 1000),
    closers: [
      () => app.close(),
      () => endServing(),
      async (handsOver) => {
        if (handsOver && !config.mediaPortIsFixed) await sleep(mediaLingerMs);
      },
      () => failures.close(),
      async () => signIn.close(),
      () => workers.close(),
      () => database.close(),
    ],
  });
  if (certificate === undefined && !addresses.every(isLoopback)) {
    log.warn('without TLS, browsers on other machines give no camera or microphone: set TLS=self-signed');
  }
  const files = judgeDescriptors(await descriptorLimit(), config.socketsMax);
  if (files.verdict !== 'ok') log.warn(files.sentence);
  const line = await listen(app.http.app, config, certificate, addresses);
  // A self-signed one stays as long as the server runs, also when an address comes: browsers ask again for another certificate,
  // and desktop programs hold it for a stranger's. Without its address it is as good as with it, since people compare it by eye.
  if (certificate !== undefined && config.tls.kind === 'files')
    watchCertificate({ certificate, load: loadOwnCertificate, use: app.http.useCertificate, log });
  endServing = await noteServing(config.dataDir);
  console.log(`${line} (media worker: ${nameWorker(workerKind)})`);
}

/** The folder holds password credentials and what protects them: only this user may look into it. */
async function makeDataDir(dataDir: string, log: Logger): Promise<void> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
    throw new SettingError(
      'DATA_DIR',
      dataDir,
      `a folder that the server can make and write to (${error.code})`,
    );
  });
  await chmod(dataDir, 0o700).catch((error: unknown) =>
    log.warn({ err: error, dataDir }, 'others may look into the data folder: make it 700'),
  );
}

hideSecretFlags(process);
if (asksForHelp(process.argv.slice(2))) {
  console.log(describeSettings('npm start', 'Hosts meetings.'));
  process.exit(0);
}
try {
  const filesMax = await descriptorLimit();
  const flags = process.argv.slice(2);
  await host(readConfig(process.env, flags, availableParallelism(), filesMax, hasIpv6(networkInterfaces())));
} catch (error) {
  const isOperators = error instanceof SettingError || error instanceof DatabaseOpenError;
  console.error(isOperators ? error.message : error);
  process.exit(1);
}
