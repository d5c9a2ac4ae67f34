// Joins by number, and by PIN where the meeting asks for one; a pasted invitation link is understood too. Used by the lobby.
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { readInvitation } from '../../call/invitation.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { type Complaints, useForm } from '../state/use-form.ts';
import { useTexts } from '../texts/language-store.ts';

const fieldOf = {
  'room-unavailable': 'number',
  'room-full': 'number',
  'pin-needed': 'pin',
  'pin-wrong': 'pin',
} as const;

function checkNumber(values: { readonly number: string }): Complaints<'number' | 'pin'> {
  return values.number.trim() === '' ? { number: 'field-empty' } : {};
}

export function JoinForm({ initialNumber }: { readonly initialNumber: string }) {
  const texts = useTexts();
  const actions = useActions();
  const busy = useMeeting((state) => state.phase === 'joining');
  const code = useMeeting((state) => state.problem?.code);
  const [asksPin, setAsksPin] = useState(false);
  const [initial] = useState({ number: initialNumber, pin: '' });
  const formRef = useRef<HTMLFormElement>(null);
  const form = useForm<'number' | 'pin'>({ formRef, initial, check: checkNumber, fieldOf });
  // The field stays while the answer to the PIN is awaited.
  if (!asksPin && (code === 'pin-needed' || code === 'pin-wrong')) setAsksPin(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || !form.accept()) return;
    const typed = form.values.number.trim();
    const invitation = readInvitation(typed) ?? { number: typed };
    const pin = form.values.pin.trim();
    void actions.joinRoom(
      invitation.number,
      invitation.secret,
      asksPin && /^\d{6}$/.test(pin) ? pin : undefined,
    );
  };
  return (
    <form ref={formRef} noValidate onSubmit={submit} className="mt-auto flex flex-col gap-3">
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
      {asksPin && (
        <TextField
          label={texts.lobby.pin}
          name="pin"
          inputMode="numeric"
          autoComplete="off"
          maxLength={6}
          data-testid="meeting-pin"
          inputClassName="tracking-[0.2em] tabular-nums"
          value={form.values.pin}
          onValueChange={(value) => form.change('pin', value)}
          complaint={form.complaintOf('pin')}
        />
      )}
    </form>
  );
}
