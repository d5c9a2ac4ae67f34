// How loud one person plays here, from silent to twice as loud as sent. Used by the people panel.
import { Slider } from '@base-ui/react/slider';
import type { PeerInfo } from '../../../protocol/room/roster.ts';
import { useInterface } from '../state/interface-store.ts';
import { useActions } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

export function VolumeSlider({ peer }: { readonly peer: PeerInfo }) {
  const texts = useTexts();
  const actions = useActions();
  const percent = useInterface((state) => Math.round((state.volumes[peer.peerId] ?? 1) * 100));
  const setVolume = useInterface((state) => state.setVolume);
  const change = (value: number) => {
    setVolume(peer.peerId, value / 100);
    actions.setVolume(peer.peerId, value / 100);
  };
  return (
    <Slider.Root
      value={percent}
      min={0}
      max={200}
      step={5}
      onValueChange={change}
      className="flex items-center gap-3 pb-1 pl-11.5"
    >
      <Slider.Control className="flex h-9 flex-1 items-center">
        <Slider.Track className="h-1.5 w-full rounded-full bg-raised-hover">
          <Slider.Indicator className="rounded-full bg-accent" />
          <Slider.Thumb
            aria-label={texts.people.volumeOf(peer.nickname)}
            className="size-4.5 rounded-full border-2 border-accent bg-surface has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          />
        </Slider.Track>
      </Slider.Control>
      <output className="w-14 text-right text-sm text-ink-soft tabular-nums">{percent} %</output>
    </Slider.Root>
  );
}
