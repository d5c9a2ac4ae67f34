// Makes of anything that was read from the file what the program remembers. Pure; used by `open-desktop-store.ts`.
import * as z from 'zod/mini';
import { settings as checked } from '../../ipc.ts';
import { isServerOrigin } from '../servers/parse-address.ts';
import type { Appearance, DesktopData, KeptServer } from './desktop-data.ts';

/** More servers than anybody goes to; the one that was used longest ago is forgotten first. */
const serversMax = 20;

const { shape } = checked;
/** Every field heals by itself: what an older or a broken program left behind falls back to its default. */
const settings = z.object({
  closeToTray: z.catch(shape.closeToTray, true),
  startAtLogin: z.catch(shape.startAtLogin, false),
  muteOnLock: z.catch(shape.muteOnLock, true),
  notifications: z.catch(shape.notifications, true),
  muteKey: z.catch(shape.muteKey, 'CommandOrControl+Shift+M'),
  talkKey: z.catch(shape.talkKey, ''),
});

const server = z.object({
  origin: z.string().check(z.refine(isServerOrigin)),
  fingerprint: z.catch(z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))), undefined),
  mediaAllowed: z.catch(z.optional(z.literal(true)), undefined),
});

const file = z.object({
  settings: z.catch(settings, settings.parse({})),
  servers: z.catch(z.array(z.unknown()), []),
  appearance: z.catch(z.record(z.string(), z.unknown()), {}),
});

/**
 * @param read what the file held, of any form
 * @param language that the system speaks, for a program that was never told one
 */
export function healData(read: unknown, language: Appearance['language']): DesktopData {
  const found = file.safeParse(read);
  const kept = found.success ? found.data : file.parse({});
  const appearance = z.object({
    language: z.catch(z.enum(['en', 'zh']), language),
    theme: z.catch(z.enum(['system', 'light', 'dark']), 'system'),
  });
  return {
    settings: kept.settings,
    servers: boundServers(kept.servers.flatMap(healServer)),
    appearance: appearance.parse(kept.appearance),
  };
}

/** Each server once, where it stands first, and not too many. */
export function boundServers(servers: readonly KeptServer[]): KeptServer[] {
  const seen = new Set<string>();
  const once = servers.filter(({ origin }) => !seen.has(origin) && seen.add(origin));
  return once.slice(0, serversMax);
}

function healServer(read: unknown): KeptServer[] {
  const { data } = server.safeParse(read);
  if (data === undefined) return [];
  const { origin, fingerprint, mediaAllowed } = data;
  return [{ origin, ...(fingerprint && { fingerprint }), ...(mediaAllowed && { mediaAllowed }) }];
}
