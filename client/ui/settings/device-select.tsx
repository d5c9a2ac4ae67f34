// Chooses one device of a kind. Used by the settings and by the device check of the lobby.
import { SelectField } from '../parts/select-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { problemSentence } from '../texts/problem-sentence.ts';

const kinds = {
  microphone: { list: 'microphones', preference: 'microphoneId' },
  camera: { list: 'cameras', preference: 'cameraId' },
  speaker: { list: 'speakers', preference: 'speakerId' },
} as const;

export function DeviceSelect({ kind }: { readonly kind: keyof typeof kinds }) {
  const texts = useTexts();
  const actions = useActions();
  const { list, preference } = kinds[kind];
  const devices = useMeeting((state) => state.devices[list]);
  const chosenId = useMeeting((state) => state.preferences[preference]);
  const problem = useMeeting(({ deviceProblems }) => (kind === 'speaker' ? undefined : deviceProblems[kind]));
  const choices = devices.map(({ id, label }) => ({ value: id, label }));
  return (
    <div className="flex flex-col gap-1.5">
      <SelectField
        label={texts.settings[kind]}
        value={devices.some(({ id }) => id === chosenId) ? chosenId : ''}
        choices={[{ value: '', label: texts.settings.systemDefault }, ...choices]}
        onChoose={(id) => void actions.setPreferences({ [preference]: id })}
      />
      <output className="text-sm leading-5 text-danger-ink empty:hidden">
        {problem && problemSentence(problem, texts)}
      </output>
    </div>
  );
}
