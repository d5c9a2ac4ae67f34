// Whether the own shared screen shows text or moving pictures. On the tile of the own screen.
import { Film } from 'lucide-react';
import { IconButton } from '../parts/icon-button.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function ShareModeButton() {
  const texts = useTexts();
  const actions = useActions();
  const motion = useMeeting((state) => state.preferences.shareMode === 'motion');
  return (
    <IconButton
      icon={Film}
      label={texts.call.shareMotion}
      hint={motion ? texts.call.shareForText : texts.call.shareForMotion}
      aria-pressed={motion}
      look="picture"
      onClick={() => void actions.setPreferences({ shareMode: motion ? 'text' : 'motion' })}
    />
  );
}
