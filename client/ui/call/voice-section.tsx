// The codec of all voices: the host chooses, and all learn why it is something else for now. In the people panel.
import { useId } from 'react';
import type { RoomSnapshot } from '../../../protocol/room/roster.ts';
import { Select } from '../parts/select-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useTexts } from '../texts/language-store.ts';

const voiceCodecs = ['speex', 'opus'] as const;

export function VoiceSection({ room }: { readonly room: RoomSnapshot }) {
  const texts = useTexts();
  const actions = useActions();
  const speexAvailable = useMeeting((state) => state.speexAvailable);
  const id = useId();
  const { chosen, used } = room.voice;
  const isHost = room.selfPeerId === room.hostPeerId;
  if (!isHost && used === chosen) return null;
  return (
    <div className="flex flex-col gap-1.5">
      {isHost && (
        <div className="flex items-center gap-3">
          <label htmlFor={id} className="min-w-0 flex-1 text-sm font-medium">
            {texts.people.voice}
          </label>
          <span className="w-28 shrink-0">
            <Select
              id={id}
              data-testid="voice-codec"
              value={chosen}
              choices={voiceCodecs.map((codec) => ({
                value: codec,
                label: texts.settings.voiceCodecs[codec],
              }))}
              onChoose={(codec) => void actions.chooseVoice(codec)}
            />
          </span>
        </div>
      )}
      {used !== chosen && (
        <p className="text-sm text-ink-soft">
          {texts.call.voiceNews[speexAvailable ? 'someoneNeedsOpus' : 'thisNeedsOpus']}
        </p>
      )}
    </div>
  );
}
