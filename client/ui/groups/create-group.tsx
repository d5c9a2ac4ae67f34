// A new group: its name and the people who are in it from the beginning.
import { UsersRound } from 'lucide-react';
import { type SubmitEvent, useMemo, useState } from 'react';
import { groupTitleMax } from '../../../protocol/messages/message-limits.ts';
import { goTo } from '../address/address-store.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useTexts } from '../texts/language-store.ts';
import { Complaint } from './complaint.tsx';
import { PeoplePicker } from './people-picker.tsx';
import { useAsking } from './use-asking.ts';
import { usePeopleChoice } from './use-people-choice.ts';

/** The button that stands beside the heading of the chats, with its dialog. */
export function CreateGroup() {
  const texts = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon={UsersRound}
        label={texts.groups.create}
        data-testid="group-create"
        onClick={() => setOpen(true)}
      />
      <Dialog open={open} onOpenChange={setOpen} title={texts.groups.create}>
        <CreateGroupForm onCreated={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function CreateGroupForm({ onCreated }: { readonly onCreated: () => void }) {
  const texts = useTexts();
  const [title, setTitle] = useState('');
  const [missing, setMissing] = useState<'title' | 'people'>();
  const choice = usePeopleChoice(useMemo(() => new Set<string>(), []));
  const { busy, complaint, ask } = useAsking();
  const create = async (event: SubmitEvent) => {
    event.preventDefault();
    const lacks = title.trim() === '' ? 'title' : choice.chosen.size === 0 ? 'people' : undefined;
    setMissing(lacks);
    if (lacks !== undefined) return;
    const accountIds = [...choice.chosen.keys()];
    const answer = await ask('conversation:create-group', { title: title.trim(), accountIds });
    if (answer === undefined) return;
    onCreated();
    goTo({ kind: 'chats', conversationId: answer.state.conversation });
  };
  return (
    <form noValidate onSubmit={(event) => void create(event)} className="flex flex-col gap-4">
      <TextField
        label={texts.groups.name}
        value={title}
        onValueChange={setTitle}
        maxLength={groupTitleMax}
        autoComplete="off"
        data-testid="group-name"
        complaint={missing === 'title' ? texts.problems['field-empty'] : undefined}
      />
      <PeoplePicker choice={choice} />
      <Complaint sentence={missing === 'people' ? texts.groups.choosePeople : complaint} />
      <Button type="submit" look="primary" busy={busy} data-testid="group-submit">
        {texts.groups.submit}
      </Button>
    </form>
  );
}
