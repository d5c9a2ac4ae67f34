// A voice message: play and pause, where one is in it, how fast, and whether it was listened to.
import { Pause, Play } from 'lucide-react';
import { useEffect } from 'react';
import { waveformHeights } from '../../../../codecs/waveform.ts';
import type { Attachment } from '../../../../protocol/files/model.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { useActions, useMeeting } from '../../state/meeting-context.ts';
import { useTexts } from '../../texts/language-store.ts';
import { formatDuration } from './format-duration.ts';
import { Waveform } from './waveform.tsx';

const speeds = [1, 1.5, 2];

interface VoiceMessageProps {
  readonly conversation: string;
  readonly voice: Attachment;
}

export function VoiceMessage({
  conversation,
  voice: { id, durationMs = 0, waveform = '' },
}: VoiceMessageProps) {
  const texts = useTexts();
  const { files, voice } = useActions();
  const played = useMeeting((state) => (state.voice.played?.id === id ? state.voice.played : undefined));
  const heard = useMeeting((state) => state.files.heard[id]);
  const isOwn = useMeeting((state) => state.files.known[id] !== undefined);
  const speed = useMeeting((state) => state.voice.speed);
  useEffect(() => files.lookHeard([id]), [files, id]);
  const lengthMs = played?.durationMs || durationMs;
  const positionMs = Math.min(played?.positionMs ?? 0, lengthMs);
  return (
    <div
      data-testid="voice-message"
      data-playing={played?.isPlaying === true}
      className="flex w-80 max-w-full items-center gap-2 rounded-xl border border-line bg-surface p-1.5 text-ink"
    >
      <IconButton
        icon={played?.isPlaying === true ? Pause : Play}
        label={played?.isPlaying === true ? texts.voice.pause : texts.voice.play}
        data-testid="voice-play"
        onClick={() => voice.toggle(conversation, id)}
      />
      <div className="relative min-w-0 flex-1">
        <Waveform heights={waveformHeights(waveform)} progress={lengthMs > 0 ? positionMs / lengthMs : 0} />
        <input
          type="range"
          min={0}
          max={Math.max(1, lengthMs)}
          step={100}
          value={positionMs}
          disabled={played === undefined}
          aria-label={texts.voice.position}
          aria-valuetext={formatDuration(positionMs)}
          onChange={({ currentTarget }) => voice.seek(Number(currentTarget.value))}
          className="absolute inset-0 size-full cursor-pointer opacity-0 focus-visible:opacity-60"
        />
      </div>
      <span className="text-sm text-ink-soft tabular-nums">
        {formatDuration(played === undefined ? durationMs : positionMs)}
      </span>
      <button
        type="button"
        aria-label={texts.voice.speed(String(speed))}
        onClick={() => voice.setSpeed(speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1)}
        className="h-8 min-w-10 rounded-lg px-1.5 text-sm text-ink-soft tabular-nums hover:bg-raised-hover"
      >
        {speed}×
      </button>
      {heard === false && !isOwn && (
        <span data-testid="voice-unheard" className="size-2 shrink-0 rounded-full bg-accent">
          <span className="sr-only">{texts.voice.unheard}</span>
        </span>
      )}
    </div>
  );
}
