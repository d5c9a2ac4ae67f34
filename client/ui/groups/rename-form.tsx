// The name of a group; owner and admins change it in place.
import { Pencil } from 'lucide-react';
import { type SubmitEvent, useState } from 'react';
import { groupTitleMax } from '../../../protocol/messages/message-limits.ts';
import { Button } from '../parts/button.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { PersonName } from '../parts/person-name.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useTexts } from '../texts/language-store.ts';
import { focusField } from './focus-field.ts';
import { GroupPicture } from './group-picture.tsx';
import { useAsking } from './use-asking.ts';

interface RenameFormProps {
  readonly conversation: string;
  readonly title: string;
  readonly mayRename: boolean;
}

export function RenameForm({ conversation, title, mayRename }: RenameFormProps) {
  const texts = useTexts();
  const [draft, setDraft] = useState<string>();
  const { busy, complaint, ask } = useAsking();
  const rename = async (event: SubmitEvent) => {
    event.preventDefault();
    const next = draft?.trim() ?? '';
    if (next === '') return;
    if (next === title || (await ask('group:rename', { conversation, title: next })) !== undefined)
      setDraft(undefined);
  };
  if (draft !== undefined)
    return (
      <form noValidate onSubmit={(event) => void rename(event)} className="flex flex-col gap-2">
        <TextField
          label={texts.groups.name}
          value={draft}
          onValueChange={setDraft}
          maxLength={groupTitleMax}
          ref={focusField}
          autoComplete="off"
          complaint={draft.trim() === '' ? texts.problems['field-empty'] : complaint}
          data-testid="group-rename-input"
        />
        <div className="flex gap-2">
          <Button type="submit" look="primary" busy={busy} data-testid="group-rename-submit">
            {texts.actions.save}
          </Button>
          <Button onClick={() => setDraft(undefined)}>{texts.actions.cancel}</Button>
        </div>
      </form>
    );
  return (
    <div className="flex items-center gap-3">
      <GroupPicture title={title} />
      <p className="min-w-0 flex-1 truncate text-lg font-semibold" data-testid="group-title">
        <PersonName name={title} />
      </p>
      {mayRename && (
        <IconButton
          icon={Pencil}
          label={texts.groups.rename}
          look="soft"
          data-testid="group-rename"
          onClick={() => setDraft(title)}
        />
      )}
    </div>
  );
}
