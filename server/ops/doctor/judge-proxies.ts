// Whether each person behind a proxy has an address of their own. Pure; used by the doctor.
import { type Finding, note, ok } from './finding.ts';

/** @param untrusted proxies that were seen; @param trusted TRUSTED_PROXIES */
export function judgeProxies(untrusted: readonly string[], trusted: readonly string[]): Finding {
  const [first] = untrusted;
  if (first === undefined)
    return ok(
      'proxy',
      trusted.length === 0 ? 'No proxy was seen.' : `TRUSTED_PROXIES names ${trusted.join(', ')}.`,
    );
  return note(
    'proxy',
    `Requests come through ${untrusted.join(', ')}, so all people behind it count as one: if it is your proxy, set TRUSTED_PROXIES=${[...trusted, ...untrusted].join(',')}.`,
  );
}
