// The voice message that is being spoken, above the input: how long it is, how loud, and what is to become of it.
import { SendHorizontal, Square, Trash2 } from 'lucide-react';
import type { SpokenVoice } from '../../../app/voice-model.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { Spinner } from '../../parts/spinner.tsx';
import { useActions, useMeeting } from '../../state/meeting-context.ts';
import { useProblemSentence } from '../../state/use-problem-sentence.ts';
import { useTexts } from '../../texts/language-store.ts';
import { formatDuration } from './format-duration.ts';
import { SpokenPreview } from './spoken-preview.tsx';
import { Waveform } from './waveform.tsx';

export function VoiceBar({ conversation }: { readonly conversation: string }) {
  const spoken = useMeeting((state) => state.voice.spoken);
  return spoken?.conversation === conversation ? <Bar spoken={spoken} /> : null;
}

function Bar({ spoken }: { readonly spoken: SpokenVoice }) {
  const texts = useTexts();
  const { voice } = useActions();
  const { state, durationMs, levels, address, problem } = spoken;
  const sentence = useProblemSentence(problem);
  const runs = state === 'starting' || state === 'recording';
  return (
    <section
      aria-label={runs ? texts.voice.recording : texts.voice.name}
      data-testid="voice-bar"
      data-state={state}
      className="mb-2 flex flex-wrap items-center gap-2 rounded-xl border border-line bg-raised py-1 pr-1 pl-3"
    >
      {runs && <span aria-hidden="true" className="size-2.5 animate-pulse rounded-full bg-danger" />}
      <span className="tabular-nums">{formatDuration(durationMs)}</span>
      {runs && <Waveform heights={levels} progress={1} />}
      {address !== undefined && <SpokenPreview address={address} />}
      <span className="min-w-0 flex-1 text-sm text-ink-soft">
        {state === 'left' && texts.voice.left}
        {problem !== undefined && (
          <span role="alert" aria-label={sentence.first} className="text-danger-ink">
            {sentence.now}
          </span>
        )}
      </span>
      {state !== 'sending' && (
        <IconButton
          icon={Trash2}
          look="soft"
          label={texts.voice.cancel}
          data-testid="voice-discard"
          onClick={voice.discard}
        />
      )}
      {runs && (
        <IconButton
          icon={Square}
          look="soft"
          label={texts.voice.done}
          data-testid="voice-stop"
          onClick={voice.stop}
        />
      )}
      {state === 'sending' ? (
        <Spinner />
      ) : (
        <IconButton
          icon={SendHorizontal}
          label={texts.voice.send}
          data-testid="voice-send"
          onClick={voice.send}
        />
      )}
    </section>
  );
}
