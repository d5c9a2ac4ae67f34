// A voice message that was not sent yet, to be listened to on this device.
import { Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../parts/icon-button.tsx';
import { useActions } from '../../state/meeting-context.ts';
import { useTexts } from '../../texts/language-store.ts';

/** @param address of the bytes as they will be sent */
export function SpokenPreview({ address }: { readonly address: string }) {
  const texts = useTexts();
  const { voice } = useActions();
  const sound = useRef<HTMLAudioElement>(undefined);
  useEffect(() => () => sound.current?.pause(), []);
  const play = async () => {
    sound.current?.pause();
    sound.current = new Audio(await voice.preview(address));
    await sound.current.play().catch(() => undefined);
  };
  return <IconButton icon={Play} look="soft" label={texts.voice.play} onClick={() => void play()} />;
}
