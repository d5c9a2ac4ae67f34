// The running call while another place is looked at: its number and time, the switches, the way back and out.
import { ArrowUpRight, LogOut, type LucideIcon, Mic, MicOff, Video, VideoOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { SwitchState } from '../../app/meeting-model.ts';
import { formatAddress } from '../address/address.ts';
import { buttonClass } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { useInterface } from '../state/interface-store.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { formatElapsed } from './format-elapsed.ts';

export function CallStrip() {
  const texts = useTexts();
  const actions = useActions();
  const number = useMeeting((state) => state.room?.number);
  const microphone = useMeeting((state) => state.microphone);
  const camera = useMeeting((state) => state.camera);
  if (number === undefined) return null;
  return (
    <section
      aria-label={texts.shell.strip.title}
      data-testid="call-strip"
      className="flex shrink-0 items-center gap-1 border-y border-line bg-accent-soft py-1.5 pr-2 pl-4 text-accent-ink sm:gap-2"
    >
      <p className="flex min-w-0 flex-1 items-baseline gap-2 tabular-nums">
        <span className="sr-only sm:not-sr-only">{texts.shell.strip.inMeeting}</span>
        <span className="font-semibold tracking-wider">{number}</span>
        <CallTime />
      </p>
      <StripSwitch
        name={texts.call.microphone}
        hint={microphone === 'on' ? texts.call.microphoneOff : texts.call.microphoneOn}
        testId="toggle-mic"
        icon={microphone === 'on' ? Mic : MicOff}
        state={microphone}
        onToggle={() => void actions.toggleMicrophone()}
      />
      <StripSwitch
        name={texts.call.camera}
        hint={camera === 'on' ? texts.call.cameraOff : texts.call.cameraOn}
        testId="toggle-camera"
        icon={camera === 'on' ? Video : VideoOff}
        state={camera}
        onToggle={() => void actions.toggleCamera()}
      />
      <a
        href={formatAddress({ kind: 'meeting', invitation: { number } })}
        data-testid="call-return"
        title={texts.shell.strip.returnHint}
        className={buttonClass('primary')}
      >
        <ArrowUpRight aria-hidden="true" className="size-5" />
        {texts.shell.strip.return}
      </a>
      <IconButton
        icon={LogOut}
        look="danger"
        label={texts.call.leaveMeeting}
        data-testid="leave"
        onClick={() => void actions.leave()}
      />
    </section>
  );
}

interface StripSwitchProps {
  readonly name: string;
  readonly hint: string;
  readonly testId: string;
  readonly icon: LucideIcon;
  readonly state: SwitchState;
  readonly onToggle: () => void;
}

function StripSwitch({ name, hint, testId, icon, state, onToggle }: StripSwitchProps) {
  return (
    <IconButton
      icon={icon}
      label={name}
      hint={hint}
      data-testid={testId}
      aria-pressed={state === 'on'}
      aria-busy={state === 'starting'}
      onClick={onToggle}
    />
  );
}

/** How long one has been in the call; counts on. */
function CallTime() {
  const callSinceMs = useInterface((state) => state.callSinceMs);
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (callSinceMs === undefined) return null;
  return <span className="text-sm">{formatElapsed(nowMs - callSinceMs)}</span>;
}
