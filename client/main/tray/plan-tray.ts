// Decides what the tray says and offers. Pure; used by `tray-service.ts` after every change of call, server or language.
import type { CallState, Command } from '../../ipc.ts';
import type { ProgramTexts } from '../texts/en.ts';

/** `away`: no server. `idle`: no call. `live` and `muted`: in a call, by the microphone. `sharing`: the screen is seen by others. */
export type TrayIcon = 'away' | 'idle' | 'live' | 'muted' | 'sharing';

export type TrayDeed = { readonly do: 'open' | 'quit' } | { readonly do: 'tell'; readonly command: Command };

export type TrayEntry = { readonly label: string; readonly deed: TrayDeed } | 'line';

export interface TrayPlan {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly entries: readonly TrayEntry[];
}

interface TrayFacts {
  readonly connected: boolean;
  /** `null` outside of a call. */
  readonly call: CallState | null;
  readonly texts: ProgramTexts['tray'];
}

export function planTray({ connected, call, texts }: TrayFacts): TrayPlan {
  const icon = chooseIcon(connected, call);
  return {
    icon,
    tooltip: sayState(icon, call, texts),
    entries: [
      { label: texts.open, deed: { do: 'open' } },
      ...(call === null ? [] : ['line' as const, ...callEntries(call, texts)]),
      'line',
      { label: texts.quit, deed: { do: 'quit' } },
    ],
  };
}

/** What others get of this person matters most: first the screen, then the voice. */
function chooseIcon(connected: boolean, call: CallState | null): TrayIcon {
  if (call === null) return connected ? 'idle' : 'away';
  if (call.share !== 'off') return 'sharing';
  return call.microphone === 'off' ? 'muted' : 'live';
}

function sayState(icon: TrayIcon, call: CallState | null, texts: ProgramTexts['tray']): string {
  const sentences: Record<TrayIcon, string> = {
    away: texts.notConnected,
    idle: texts.noCall,
    live: texts.live,
    muted: texts.muted,
    sharing: texts.sharing,
  };
  return sentences[icon].replace('{number}', call?.number ?? '');
}

function callEntries(call: CallState, texts: ProgramTexts['tray']): TrayEntry[] {
  const tell = (label: string, command: Command): TrayEntry => ({ label, deed: { do: 'tell', command } });
  return [
    tell(call.microphone === 'off' ? texts.microphoneOn : texts.microphoneOff, 'toggle-microphone'),
    ...(call.share === 'off' ? [] : [tell(texts.stopSharing, 'stop-share')]),
    tell(texts.leave, 'leave'),
  ];
}
