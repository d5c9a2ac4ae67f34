// Background and stickers, with oneself in a small picture while the camera is on. Part of the settings dialog.
import { Picture } from '../call/picture.tsx';
import { EffectPicker } from '../effects/lazy-effect-picker.tsx';
import { useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';
import { SettingsSection } from './settings-section.tsx';

export function EffectSettings() {
  const texts = useTexts();
  const room = useMeeting((state) => state.room);
  const available = useMeeting((state) => state.effectsAvailable);
  const camera = room?.peers
    .find(({ peerId }) => peerId === room.selfPeerId)
    ?.sources.find(({ source }) => source === 'camera');
  return (
    <SettingsSection title={texts.effects.title}>
      {camera && available && (
        <div className="relative aspect-video overflow-hidden rounded-tile bg-tile">
          <Picture key={camera.producerId} source={camera} own fit="cover" />
        </div>
      )}
      <div className="sm:col-span-2">
        <EffectPicker />
      </div>
    </SettingsSection>
  );
}
