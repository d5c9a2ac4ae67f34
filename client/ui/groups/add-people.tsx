// Adds people to a group that stands: contacts come in at once, others are asked.
import { UserPlus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Member } from '../../../protocol/messages/model.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { useAsking } from './use-asking.ts';
import { usePeopleChoice } from './use-people-choice.ts';

interface AddPeopleProps {
  readonly conversation: string;
  readonly members: readonly Member[];
}

export function AddPeople({ conversation, members }: AddPeopleProps) {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  const [added, setAdded] = useState(false);
  return (
    <>
      <Button
        look="quiet"
        className="self-start"
        data-testid="group-add"
        onClick={() => {
          setAdded(false);
          setOpen(true);
        }}
      >
        <UserPlus aria-hidden="true" className="size-4.5" />
        {texts.groups.add}
      </Button>
      <output className={added ? 'text-sm text-ink-soft' : 'sr-only'}>{added && texts.groups.added}</output>
      <Dialog open={open} onOpenChange={setOpen} title={texts.groups.add}>
        <AddPeopleForm
          conversation={conversation}
          members={members}
          onAdded={() => {
            setOpen(false);
            setAdded(true);
          }}
        />
      </Dialog>
    </>
  );
}

function AddPeopleForm({
  conversation,
  members,
  onAdded,
}: AddPeopleProps & { readonly onAdded: () => void }) {
  const texts = useTexts();
  const { busy, complaint, ask } = useAsking();
  const choice = usePeopleChoice(
    useMemo(() => new Set(members.map(({ accountId }) => accountId)), [members]),
  );
  const add = async () => {
    const accountIds = [...choice.chosen.keys()];
    if ((await ask('conversation:add-members', { conversation, accountIds })) !== undefined) onAdded();
  };
  return (
    <div className="flex flex-col gap-4">
      <PeoplePicker choice={choice} />
      <Complaint sentence={complaint} />
      <Button
        look="primary"
        busy={busy}
        disabled={choice.chosen.size === 0}
        data-testid="group-add-submit"
        onClick={() => void add()}
      >
        {texts.groups.addSubmit}
      </Button>
    </div>
  );
}
