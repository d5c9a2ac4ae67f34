// `npm run doctor`: checks whether meetings can be hosted with the present settings, and says of each part what is wrong and the remedy.
import { availableParallelism, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config/config.ts';
import { asksForHelp, describeSettings } from '../../config/describe-settings.ts';
import { checkCounted } from '../doctor/check-counted.ts';
import { checkMachine } from '../doctor/check-machine.ts';
import { checkMedia } from '../doctor/check-media.ts';
import { findPortUse, judgePort } from '../doctor/check-ports.ts';
import { checkStorage } from '../doctor/check-storage.ts';
import { checkTls } from '../doctor/check-tls.ts';
import { descriptorLimit } from '../doctor/descriptor-limit.ts';
import { type Finding, formatFinding, problem } from '../doctor/finding.ts';
import { judgeBrowsers } from '../doctor/judge-browsers.ts';
import { judgeProxies } from '../doctor/judge-proxies.ts';
import { hideSecretFlags } from '../../config/hide-secret-flags.ts';
import { hasIpv6, planListenAddresses } from '../../media/media-addresses.ts';
import { findWorkerBin } from '../../media/worker-bin.ts';
import { readProxyNote } from '../../net/proxy-note.ts';
import { SettingError } from '../../config/setting-error.ts';

const projectDir = join(import.meta.dirname, '../../..');

/** Everything that is looked at, in turn; each finding is printed as soon as it is made. */
async function examine(config: Config, tell: (findings: readonly Finding[]) => void): Promise<void> {
  const addresses = planListenAddresses(config.host, networkInterfaces());
  const use = await findPortUse(config);
  tell([judgePort(config.port, use)]);
  const workerBin = await findWorkerBin(process.env, projectDir);
  tell(await checkMedia(config, addresses, workerBin, use === 'our server'));
  tell([judgeBrowsers([...addresses, ...config.announcedAddresses])]);
  tell([await checkTls(config, addresses)]);
  tell(await checkStorage(config));
  tell([await checkCounted(config)]);
  tell(await checkMachine(config));
  const untrusted = await readProxyNote(config.dataDir, config.trustedProxies);
  tell([judgeProxies(untrusted, config.trustedProxies)]);
}

async function run(): Promise<Finding[]> {
  const all: Finding[] = [];
  const tell = (findings: readonly Finding[]): void => {
    all.push(...findings);
    for (const finding of findings) console.log(formatFinding(finding));
  };
  try {
    const filesMax = await descriptorLimit();
    const flags = process.argv.slice(2);
    const ipv6 = hasIpv6(networkInterfaces());
    await examine(readConfig(process.env, flags, availableParallelism(), filesMax, ipv6), tell);
  } catch (error) {
    if (!(error instanceof SettingError)) throw error;
    tell([problem('settings', error.message)]);
  }
  return all;
}

hideSecretFlags(process);
if (asksForHelp(process.argv.slice(2))) {
  console.log(
    describeSettings('npm run doctor', 'Looks whether meetings can be hosted with these settings.'),
  );
  process.exit(0);
}
const problems = (await run()).filter(({ verdict }) => verdict === 'problem');
console.log(
  problems.length === 0
    ? 'Meetings can be hosted.'
    : `Meetings cannot be hosted until ${problems.length === 1 ? 'this problem is' : `these ${problems.length} problems are`} fixed.`,
);
// The worker's signal handlers would keep the process.
process.exit(problems.length === 0 ? 0 : 1);
