// The servers used before, the last one first: each one press away, and each can be forgotten. Used by the connect screen.
import { Server, ShieldCheck, X } from 'lucide-react';
import type { KnownServer } from '../../../ipc.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { useTexts } from '../../texts/language-store.ts';
import { serverName } from './server-name.ts';

interface KnownServersProps {
  readonly servers: readonly KnownServer[];
  readonly busy: boolean;
  readonly onConnect: (origin: string) => void;
  readonly onForget: (origin: string) => void;
}

export function KnownServers({ servers, busy, onConnect, onForget }: KnownServersProps) {
  const words = useTexts().desktop.connect;
  if (servers.length === 0) return null;
  return (
    <section aria-labelledby="known-title" className="mt-8">
      <h2 id="known-title" className="mb-3 text-sm font-medium text-ink-soft">
        {words.known}
      </h2>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {servers.map(({ origin, fingerprint }) => (
          <li key={origin} data-testid="known-server" className="flex items-center gap-1 pr-1.5">
            <button
              type="button"
              disabled={busy}
              onClick={() => onConnect(origin)}
              className="flex min-h-14 min-w-0 flex-1 items-center gap-3 px-4 py-2 text-left -outline-offset-2 transition-colors hover:bg-raised"
            >
              <Server aria-hidden="true" className="size-5 shrink-0 text-ink-soft" />
              <span className="min-w-0">
                <span className="block truncate text-[0.9375rem] font-medium">{serverName(origin)}</span>
                {fingerprint !== undefined && (
                  <span className="flex items-center gap-1 text-xs text-ink-soft">
                    <ShieldCheck aria-hidden="true" className="size-3.5" />
                    {words.pinned}
                  </span>
                )}
              </span>
            </button>
            <IconButton
              icon={X}
              look="soft"
              label={words.forget(serverName(origin))}
              data-testid="forget-server"
              onClick={() => onForget(origin)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
