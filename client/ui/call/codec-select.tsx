// How camera and screen are encoded, right in the call; the settings choose for each on its own. Used by the controls.
import { useId } from 'react';
import { Select } from '../parts/select-field.tsx';
import { pictureCodecChoices } from '../settings/picture-codec-choices.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { captionClass } from './toggle-button.tsx';

export function CodecSelect() {
  const texts = useTexts();
  const actions = useActions();
  const id = useId();
  const h264Available = useMeeting((state) => state.h264Available);
  const cameraCodec = useMeeting((state) => state.preferences.cameraCodec);
  return (
    <div className="flex flex-col items-center gap-1 text-xs text-ink-soft">
      <Select
        id={id}
        aria-label={texts.call.codec}
        data-testid="video-codec"
        value={h264Available ? cameraCodec : 'jpeg'}
        choices={pictureCodecChoices(h264Available, texts)}
        onChoose={(codec) => void actions.setPreferences({ cameraCodec: codec, screenCodec: codec })}
        look="control"
      />
      <label htmlFor={id} className={captionClass}>
        {texts.call.codec}
      </label>
    </div>
  );
}
