// Joins by number, and by PIN where the meeting asks for one; a pasted invitation link is understood too. Used by Home.
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { readMeeting } from '../../link/invitation.ts';
import { readPin } from '../../../protocol/room/written-numbers.ts';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { type Complaints, useForm } from '../state/use-form.ts';
import { useTexts } from '../texts/language-store.ts';

const fieldOf = {
  'room-unavailable': 'number',
  'room-full': 'number',
  'pin-needed': 'pin',
  'pin-wrong': 'pin',
} as const;

/** What is no number is said before the server is asked; an empty PIN is, since not every meeting has one. */
function check({ number, pin }: Readonly<Record<'number' | 'pin', string>>): Complaints<'number' | 'pin'> {
  if (number.trim() === '') return { number: 'field-empty' };
  return {
    ...(readMeeting(number) === undefined && { number: 'number-malformed' as const }),
    ...(pin.trim() !== '' && readPin(pin) === undefined && { pin: 'pin-malformed' as const }),
  };
}

export function JoinForm({ initialNumber }: { readonly initialNumber: string }) {
  const texts = useTexts();
  const actions = useActions();
  const busy = useMeeting((state) => state.phase === 'joining');
  const code = useMeeting((state) => state.problem?.code);
  const [asksPin, setAsksPin] = useState(false);
  const [initial] = useState({ number: initialNumber, pin: '' });
  const formRef = useRef<HTMLFormElement>(null);
  const form = useForm<'number' | 'pin'>({ formRef, initial, check, fieldOf });
  // The field stays while the answer to the PIN is awaited.
  if (!asksPin && (code === 'pin-needed' || code === 'pin-wrong')) setAsksPin(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy || !form.accept()) return;
    const meeting = readMeeting(form.values.number);
    if (meeting === undefined) return;
    const pin = asksPin ? readPin(form.values.pin) : undefined;
    void actions.joinRoom(meeting.number, meeting.secret, pin);
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
