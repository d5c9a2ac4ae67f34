// How long the chat of a meeting is kept: for its host a choice, for all others a sentence.
import { useTexts } from '../texts/language-store.ts';

const choices = [1, 7, 30, 90, 365, 3650] as const;

interface KeepChoiceProps {
  readonly days: number;
  readonly isHost: boolean;
  readonly onChoose: (days: number) => void;
}

export function KeepChoice({ days, isHost, onChoose }: KeepChoiceProps) {
  const texts = useTexts().roomChat;
  if (!isHost) return <p className="px-4 py-2 text-xs text-ink-soft">{texts.kept(texts.days(days))}</p>;
  const all = [...new Set([...choices, days])].toSorted((one, other) => one - other);
  return (
    <label className="flex items-center gap-2 px-4 py-2 text-xs text-ink-soft">
      {texts.keep}
      <select
        value={days}
        data-testid="chat-keep"
        className="rounded-lg border border-line bg-control px-2 py-1 text-ink"
        onChange={(event) => onChoose(Number(event.target.value))}
      >
        {all.map((each) => (
          <option key={each} value={each}>
            {texts.days(each)}
          </option>
        ))}
      </select>
    </label>
  );
}
