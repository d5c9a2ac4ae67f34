// Asks before something that cannot be taken back.
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';

interface QuestionProps {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly busy: boolean;
  readonly complaint: string | undefined;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

export function Question({ title, sentences, busy, complaint, onYes, onNo }: QuestionProps) {
  const texts = useTexts();
  return (
    <Dialog open onOpenChange={(open) => !open && onNo()} title={title}>
      <div className="flex flex-col gap-3">
        {sentences.map((sentence) => (
          <p key={sentence} className="text-[0.9375rem]">
            {sentence}
          </p>
        ))}
        <Complaint sentence={complaint} />
        <div className="mt-2 flex flex-wrap justify-end gap-2">
          <Button onClick={onNo}>{texts.actions.cancel}</Button>
          <Button look="danger" busy={busy} onClick={onYes} data-testid="group-confirm">
            {title}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
