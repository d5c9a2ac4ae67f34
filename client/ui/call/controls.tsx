// The switches of the call in the middle of its bar: microphone, camera, share, codec, leave.
import { Button } from '@base-ui/react/button';
import { LogOut, Mic, MicOff, MonitorUp, MonitorX, Video, VideoOff } from 'lucide-react';
import { classNames } from '../parts/class-names.ts';
import { Tip } from '../parts/tip.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useVoiceLevel } from '../state/use-voice-level.ts';
import { useTexts } from '../texts/language-store.ts';
import { CodecSelect } from './codec-select.tsx';
import { DeviceProblemsBadge } from './device-problems-badge.tsx';
import { shortcutLabel } from './shortcuts.ts';
import { captionClass, controlClass, controlFaceClass, ToggleButton } from './toggle-button.tsx';

export function Controls({
  selfPeerId,
  shortcutsOn,
}: {
  readonly selfPeerId: string;
  readonly shortcutsOn: boolean;
}) {
  const texts = useTexts();
  const actions = useActions();
  const microphone = useMeeting((state) => state.microphone);
  const camera = useMeeting((state) => state.camera);
  const share = useMeeting((state) => state.share);
  return (
    <fieldset
      aria-label={texts.call.controls}
      className="relative flex items-start justify-center gap-1.5 md:gap-3"
    >
      <DeviceProblemsBadge />
      <ToggleButton
        label={texts.call.microphone}
        hint={microphone === 'on' ? texts.call.microphoneOff : texts.call.microphoneOn}
        shortcut={shortcutsOn ? shortcutLabel('microphone') : undefined}
        state={microphone}
        icons={{ on: Mic, off: MicOff }}
        kind="device"
        testId="toggle-mic"
        onToggle={() => void actions.toggleMicrophone()}
      >
        <LocalLevel peerId={selfPeerId} />
      </ToggleButton>
      <ToggleButton
        label={texts.call.camera}
        hint={camera === 'on' ? texts.call.cameraOff : texts.call.cameraOn}
        shortcut={shortcutsOn ? shortcutLabel('camera') : undefined}
        state={camera}
        icons={{ on: Video, off: VideoOff }}
        kind="device"
        testId="toggle-camera"
        onToggle={() => void actions.toggleCamera()}
      />
      <ToggleButton
        label={texts.call.share}
        hint={share === 'on' ? texts.call.shareOff : texts.call.shareOn}
        shortcut={shortcutsOn ? shortcutLabel('share') : undefined}
        state={share}
        icons={{ on: MonitorX, off: MonitorUp }}
        kind="share"
        testId="toggle-share"
        onToggle={() => void actions.toggleShare()}
      />
      <CodecSelect />
      <Tip text={texts.call.leaveMeeting}>
        <Button
          aria-label={texts.call.leaveMeeting}
          data-testid="leave"
          onClick={() => void actions.leave()}
          className={controlClass}
        >
          <span className={classNames(controlFaceClass, 'bg-danger text-white group-hover:bg-danger-hover')}>
            <LogOut aria-hidden="true" className="size-5" />
          </span>
          <span className={captionClass}>{texts.call.leave}</span>
        </Button>
      </Tip>
    </fieldset>
  );
}

/** Shows that one is being heard. */
function LocalLevel({ peerId }: { readonly peerId: string }) {
  const ref = useVoiceLevel<HTMLSpanElement>(peerId);
  return (
    <span
      ref={ref}
      aria-hidden="true"
      className="absolute inset-x-3 bottom-1 h-0.75 overflow-hidden rounded-full"
    >
      <span className="level-bar block h-full rounded-full bg-speaking" />
    </span>
  );
}
