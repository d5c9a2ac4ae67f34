// Joins by number; a pasted invitation link is understood too. Used by the lobby.
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { readInvitation } from '../../call/invitation.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { type Complaints, useForm } from '../state/use-form.ts';
import { useTexts } from '../texts/language-store.ts';

const fieldOf = { 'room-unavailable': 'number', 'room-full': 'number' } as const;

function checkNumber(values: { readonly number: string }): Complaints<'number'> {
  return values.number.trim() === '' ? { number: 'field-empty' } : {};
}

export function JoinForm({ initialNumber }: { readonly initialNumber: string }) {
  const texts = useTexts();
  const actions = useActions();
  const busy = useMeeting((state) => state.phase === 'joining');
  const [initial] = useState({ number: initialNumber });
  const formRef = useRef<HTMLFormElement>(null);
  const form = useForm<'number'>({ formRef, initial, check: checkNumber, fieldOf });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || !form.accept()) return;
    const typed = form.values.number.trim();
    const invitation = readInvitation(typed) ?? { number: typed };
    void actions.joinRoom(invitation.number, invitation.secret);
  };
  return (
    <form ref={formRef} noValidate onSubmit={submit} className="mt-auto">
      <TextField
        label={texts.lobby.number}
        name="number"
        inputMode="numeric"
        autoComplete="off"
        data-testid="meeting-number"
        inputClassName="tracking-[0.2em] tabular-nums"
        value={form.values.number}
        onValueChange={(value) => form.change('number', value)}
        complaint={form.complaintOf('number')}
        beside={
          <Button type="submit" busy={busy} data-testid="meeting-join">
            {texts.lobby.join}
          </Button>
        }
      />
    </form>
  );
}
