// The button that records a voice message: held while one speaks, or pressed briefly to go on without holding.
import { Mic } from 'lucide-react';
import { type PointerEvent, useRef } from 'react';
import { IconButton } from '../../parts/icon-button.tsx';
import { useActions, useMeeting } from '../../state/meeting-context.ts';
import { useTexts } from '../../texts/language-store.ts';

/** Who lets go sooner has pressed, and speaks on without holding. */
const pressMs = 500;

export function VoiceRecorder({ conversation }: { readonly conversation: string }) {
  const texts = useTexts();
  const { voice } = useActions();
  const isBusy = useMeeting((state) => state.voice.spoken !== undefined);
  const heldSince = useRef<number>(undefined);
  const onPointerDown = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.button !== 0 || isBusy) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    heldSince.current = event.timeStamp;
    voice.record(conversation);
  };
  const onPointerUp = (event: PointerEvent<HTMLButtonElement>) => {
    const since = heldSince.current;
    heldSince.current = undefined;
    if (since === undefined || event.timeStamp - since < pressMs) return;
    // Let go away from the button: thought better of it.
    const { left, right, top, bottom } = event.currentTarget.getBoundingClientRect();
    const isOver =
      event.clientX >= left - 40 &&
      event.clientX <= right + 40 &&
      event.clientY >= top - 40 &&
      event.clientY <= bottom + 40;
    if (isOver) voice.send();
    else voice.discard();
  };
  return (
    <IconButton
      icon={Mic}
      look="soft"
      label={texts.voice.record}
      data-testid="voice-record"
      aria-pressed={isBusy}
      onPointerDown={onPointerDown}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        heldSince.current = undefined;
      }}
      onClick={({ detail }) => {
        // By key: a click of the pointer has begun it already.
        if (detail === 0 && !isBusy) voice.record(conversation);
      }}
    />
  );
}
