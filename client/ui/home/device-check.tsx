// Camera, microphone and speaker tried before a call, and what is to be on when it begins. A card of Home.
import { ChevronDown, Volume2 } from 'lucide-react';
import { useCallback, useEffect, useId, useRef, useState } from 'react';
import type { LevelListener } from '../../app/meeting-model.ts';
import { Button } from '../parts/button.tsx';
import { CheckField } from '../parts/check-field.tsx';
import { classNames } from '../parts/class-names.ts';
import { LevelMeter } from '../parts/level-meter.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { EffectPicker } from '../effects/lazy-effect-picker.tsx';
import { DeviceSelect } from '../settings/device-select.tsx';
import { GainSwitch } from '../settings/gain-switch.tsx';
import { NoiseSelect } from '../settings/noise-select.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useLevel } from '../state/use-voice-level.ts';
import { useTexts } from '../texts/language-store.ts';

/** Opens on demand: no device is touched before. */
export function DeviceCheck() {
  const texts = useTexts();
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <section className="mt-4 rounded-2xl border border-line bg-surface shadow-card">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          data-testid="device-check"
          onClick={() => setOpen(!open)}
          className="flex w-full items-center gap-3 rounded-2xl px-6 py-4 text-left font-semibold sm:px-7"
        >
          <span className="flex-1">{texts.deviceCheck.title}</span>
          <ChevronDown
            aria-hidden="true"
            className={classNames('size-5 text-ink-soft transition-transform', open && 'rotate-180')}
          />
        </button>
      </h2>
      <div id={id}>{open && <Check />}</div>
    </section>
  );
}

function Check() {
  const texts = useTexts();
  const actions = useActions();
  const joinWith = useMeeting((state) => state.joinWith);
  return (
    <div className="grid gap-5 px-6 pb-6 sm:grid-cols-2 sm:px-7 sm:pb-7">
      <CameraPreview />
      <div className="flex min-w-0 flex-col gap-4">
        <DeviceSelect kind="camera" />
        <MicrophoneCheck />
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <DeviceSelect kind="speaker" />
          </div>
          <SpeakerTest />
        </div>
      </div>
      <NoiseSelect />
      <GainSwitch />
      <div className="sm:col-span-2">
        <EffectPicker />
      </div>
      <div className="flex flex-wrap gap-x-8 gap-y-3 sm:col-span-2">
        <CheckField
          label={texts.deviceCheck.joinWithMicrophone}
          checked={joinWith.microphone}
          onChange={(microphone) => actions.setJoinWith({ ...joinWith, microphone })}
        />
        <CheckField
          label={texts.deviceCheck.joinWithCamera}
          checked={joinWith.camera}
          onChange={(camera) => actions.setJoinWith({ ...joinWith, camera })}
        />
      </div>
    </div>
  );
}

/** As a mirror, with the name that the others will see. */
function CameraPreview() {
  const texts = useTexts();
  const actions = useActions();
  const nickname = useMeeting((state) => state.account?.nickname ?? '');
  const cameraId = useMeeting((state) => state.preferences.cameraId);
  const ref = useRef<HTMLVideoElement>(null);
  useEffect(() => (ref.current ? actions.tryCamera(cameraId, ref.current) : undefined), [actions, cameraId]);
  return (
    <div className="relative aspect-video self-start overflow-hidden rounded-tile bg-tile">
      <video
        ref={ref}
        autoPlay
        playsInline
        muted
        aria-label={texts.deviceCheck.preview}
        className="size-full -scale-x-100 object-cover"
      />
      <p className="absolute bottom-2 left-2 max-w-[calc(100%-1rem)] truncate rounded-md bg-plate px-2 py-1 text-sm text-white">
        <PersonName name={nickname} />
      </p>
    </div>
  );
}

function MicrophoneCheck() {
  const actions = useActions();
  const microphoneId = useMeeting((state) => state.preferences.microphoneId);
  const noiseSuppression = useMeeting((state) => state.preferences.noiseSuppression);
  const automaticGain = useMeeting((state) => state.preferences.automaticGain);
  const listen = useCallback(
    (listener: LevelListener) =>
      actions.tryMicrophone({ microphoneId, noiseSuppression, automaticGain }, listener),
    [actions, microphoneId, noiseSuppression, automaticGain],
  );
  const meterRef = useLevel<HTMLDivElement>(listen);
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <DeviceSelect kind="microphone" />
      <LevelMeter meterRef={meterRef} />
    </div>
  );
}

function SpeakerTest() {
  const texts = useTexts();
  const actions = useActions();
  const [playing, setPlaying] = useState(false);
  const play = async () => {
    setPlaying(true);
    await actions.trySpeaker();
    setPlaying(false);
  };
  return (
    <Button busy={playing} onClick={() => void play()}>
      <Volume2 aria-hidden="true" className="size-4.5" />
      {texts.deviceCheck.testSpeaker}
    </Button>
  );
}
