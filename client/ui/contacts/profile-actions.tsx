// What one may do with a person, by how one stands with them. A refusal stands below the buttons.
import { Ban, MessageCircle, Star, UserRoundCheck, UserRoundMinus, UserRoundPlus } from 'lucide-react';
import { type ComponentProps, useState } from 'react';
import type { Contact, Person } from '../../../protocol/people/model.ts';
import { requestWordMax } from '../../../protocol/people/people-limits.ts';
import { goTo } from '../address/address-store.ts';
import { Button } from '../parts/button.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useActions } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { type Asking, useAsking } from './use-asking.ts';

interface ProfileActionsProps {
  readonly person: Person | Contact;
}

export function ProfileActions({ person }: ProfileActionsProps) {
  const texts = useTexts();
  const asking = useAsking();
  const { first, now } = useProblemSentence(asking.problem);
  const relation = 'relation' in person ? person.relation : 'none';
  const blocked = 'blocked' in person && person.blocked;
  return (
    <div className="mt-5 flex flex-col gap-3">
      {'word' in person && relation === 'received' && person.word !== '' && (
        <blockquote className="rounded-xl bg-raised px-4 py-3 wrap-anywhere">
          <bdi>{person.word}</bdi>
        </blockquote>
      )}
      {blocked && <p className="text-ink-soft">{texts.contacts.blockedHint}</p>}
      {!blocked && relation === 'none' && <RequestForm accountId={person.accountId} asking={asking} />}
      {!blocked && relation === 'sent' && <p className="text-ink-soft">{texts.contacts.sentHint}</p>}
      <RelationButtons accountId={person.accountId} person={person} asking={asking} />
      {now !== undefined && (
        <p role="alert" className="text-sm text-danger-ink" data-testid="contact-problem">
          <span className="sr-only">{first}</span>
          <span aria-hidden="true">{now}</span>
        </p>
      )}
    </div>
  );
}

function RequestForm({ accountId, asking }: { readonly accountId: string; readonly asking: Asking }) {
  const texts = useTexts();
  const { contacts } = useActions();
  const [word, setWord] = useState('');
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void asking.ask(() => contacts.request(accountId, word.trim()));
      }}
    >
      <TextField
        label={texts.contacts.word}
        hint={texts.contacts.wordHint}
        value={word}
        onValueChange={setWord}
        maxLength={requestWordMax}
        autoComplete="off"
      />
      <Button
        look="primary"
        type="submit"
        busy={asking.busy}
        data-testid="contact-request"
        className="self-start"
      >
        <UserRoundPlus aria-hidden="true" className="size-5" />
        {texts.contacts.request}
      </Button>
    </form>
  );
}

interface RelationButtonsProps {
  readonly accountId: string;
  readonly person: Person | Contact;
  readonly asking: Asking;
}

function RelationButtons({ accountId, person, asking }: RelationButtonsProps) {
  const texts = useTexts();
  const { contacts, conversations } = useActions();
  const [removing, setRemoving] = useState(false);
  const contact = 'relation' in person ? person : undefined;
  const { relation = 'none', blocked = false, starred = false } = contact ?? {};
  const small = { className: 'h-10 px-3', disabled: asking.busy } satisfies ComponentProps<typeof Button>;
  const write = () =>
    asking.ask(async () => {
      const opened = await conversations.openDirect(accountId);
      if (typeof opened !== 'string') return opened;
      goTo({ kind: 'chats', conversationId: opened });
      return undefined;
    });
  return (
    <div className="flex flex-wrap gap-2">
      {relation === 'received' && !blocked && (
        <>
          <Button
            look="primary"
            className="h-10 px-3"
            data-testid="contact-accept"
            busy={asking.busy}
            onClick={() => void asking.ask(() => contacts.accept(accountId))}
          >
            <UserRoundCheck aria-hidden="true" className="size-5" />
            {texts.contacts.accept}
          </Button>
          <Button
            {...small}
            data-testid="contact-refuse"
            onClick={() => void asking.ask(() => contacts.refuse(accountId))}
          >
            {texts.contacts.refuse}
          </Button>
        </>
      )}
      {relation === 'sent' && (
        <Button
          {...small}
          data-testid="contact-withdraw"
          onClick={() => void asking.ask(() => contacts.withdraw(accountId))}
        >
          {texts.contacts.withdraw}
        </Button>
      )}
      {relation === 'contact' && (
        <>
          <Button look="primary" {...small} data-testid="contact-write" onClick={() => void write()}>
            <MessageCircle aria-hidden="true" className="size-5" />
            {texts.contacts.write}
          </Button>
          <Button
            {...small}
            aria-pressed={starred}
            data-testid="contact-star"
            onClick={() => void asking.ask(() => contacts.edit({ accountId, starred: !starred }))}
          >
            <Star aria-hidden="true" className={starred ? 'size-5 fill-current' : 'size-5'} />
            {starred ? texts.contacts.unstar : texts.contacts.star}
          </Button>
          <Button {...small} data-testid="contact-remove" onClick={() => setRemoving(true)}>
            <UserRoundMinus aria-hidden="true" className="size-5" />
            {texts.contacts.remove}
          </Button>
        </>
      )}
      <Button
        {...small}
        data-testid="contact-block"
        onClick={() => void asking.ask(() => contacts.block(accountId, !blocked))}
      >
        <Ban aria-hidden="true" className="size-5" />
        {blocked ? texts.contacts.unblock : texts.contacts.block}
      </Button>
      <RemoveDialog
        open={removing}
        onOpenChange={setRemoving}
        onRemove={() => void asking.ask(() => contacts.remove(accountId))}
      />
    </div>
  );
}
