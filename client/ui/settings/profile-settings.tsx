// How others see one: photo, nickname, a line, whether one is there, and who may find one. Part of the settings.
import { ImageUp, Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { aboutMax } from '../../../protocol/people/people-limits.ts';
import { nicknameLength } from '../../../protocol/limits.ts';
import type { OwnProfile, PresenceChoice } from '../../../protocol/people/model.ts';
import { type Asking, useAsking } from '../contacts/use-asking.ts';
import { Button, buttonClass } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { PersonAvatar } from '../parts/person-avatar.tsx';
import { SelectField } from '../parts/select-field.tsx';
import { SwitchField } from '../parts/switch-field.tsx';
import { TextField } from '../parts/text-field.tsx';
import { useActions, useMeeting } from '../state/meeting-context.ts';
import { useProblemSentence } from '../state/use-problem-sentence.ts';
import { useTexts } from '../texts/language-store.ts';
import { SettingsSection } from './settings-section.tsx';

export function ProfileSettings() {
  const texts = useTexts();
  const own = useMeeting((state) => state.profile.own);
  return (
    <SettingsSection title={texts.profile.title}>
      {own === undefined ? (
        <p className="text-sm text-ink-soft sm:col-span-2">{texts.contacts.loading}</p>
      ) : (
        <>
          <Photo own={own} />
          <Words key={`${own.nickname} ${own.about}`} own={own} />
          <WhoSees own={own} />
        </>
      )}
    </SettingsSection>
  );
}

function Complaint({ asking }: { readonly asking: Asking }) {
  const { now } = useProblemSentence(asking.problem);
  return now === undefined ? null : (
    <p role="alert" className="text-sm text-danger-ink">
      {now}
    </p>
  );
}

function Photo({ own }: { readonly own: OwnProfile }) {
  const texts = useTexts();
  const { profile } = useActions();
  const accountId = useMeeting((state) => state.account?.accountId ?? '');
  const asking = useAsking();
  const inputId = useId();
  return (
    <div className="flex flex-wrap items-center gap-3 sm:col-span-2">
      <PersonAvatar accountId={accountId} nickname={own.nickname} className="size-18 text-2xl" />
      <input
        id={inputId}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        className="peer sr-only"
        data-testid="profile-photo"
        disabled={asking.busy}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void asking.ask(() => profile.setPicture(file));
        }}
      />
      <label
        htmlFor={inputId}
        className={classNames(
          buttonClass('secondary'),
          'cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2',
        )}
      >
        <ImageUp aria-hidden="true" className="size-5" />
        {texts.profile.choosePhoto}
      </label>
      {own.pictureId !== undefined && (
        <Button
          look="quiet"
          busy={asking.busy}
          data-testid="profile-photo-remove"
          onClick={() => void asking.ask(() => profile.removePicture())}
        >
          <Trash2 aria-hidden="true" className="size-5" />
          {texts.profile.removePhoto}
        </Button>
      )}
      <Complaint asking={asking} />
    </div>
  );
}

function Words({ own }: { readonly own: OwnProfile }) {
  const texts = useTexts();
  const { profile } = useActions();
  const [nickname, setNickname] = useState(own.nickname);
  const [about, setAbout] = useState(own.about ?? '');
  const naming = useAsking();
  const saying = useAsking();
  const complaint = useProblemSentence(naming.problem).now;
  return (
    <>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void naming.ask(() => profile.changeNickname(nickname));
        }}
      >
        <TextField
          label={texts.profile.nickname}
          hint={texts.profile.nicknameHint}
          value={nickname}
          onValueChange={setNickname}
          maxLength={2 * nicknameLength.max}
          autoComplete="off"
          data-testid="profile-nickname"
          complaint={complaint}
        />
        <Button
          type="submit"
          className="self-start"
          busy={naming.busy}
          disabled={nickname.trim() === '' || nickname.trim() === own.nickname}
        >
          {texts.actions.save}
        </Button>
      </form>
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void saying.ask(() => profile.edit({ about }));
        }}
      >
        <TextField
          label={texts.profile.about}
          hint={texts.profile.aboutHint}
          value={about}
          onValueChange={setAbout}
          maxLength={aboutMax}
          autoComplete="off"
          data-testid="profile-about"
          complaint={useProblemSentence(saying.problem).now}
        />
        <Button
          type="submit"
          className="self-start"
          busy={saying.busy}
          disabled={about.trim() === (own.about ?? '')}
        >
          {texts.actions.save}
        </Button>
      </form>
    </>
  );
}

function WhoSees({ own }: { readonly own: OwnProfile }) {
  const texts = useTexts();
  const { profile } = useActions();
  const asking = useAsking();
  const choices: readonly PresenceChoice[] = ['shown', 'busy', 'hidden'];
  return (
    <>
      <SelectField
        label={texts.profile.presence}
        value={own.presence}
        choices={choices.map((value) => ({ value, label: texts.profile.presences[value] }))}
        onChoose={(presence) => void asking.ask(() => profile.edit({ presence }))}
        data-testid="profile-presence"
      />
      <div className="flex flex-col gap-4 sm:col-span-2">
        <SwitchField
          label={texts.profile.foundByPhone}
          hint={texts.profile.foundByPhoneHint}
          checked={own.foundByPhone}
          onChange={(foundByPhone) => void asking.ask(() => profile.edit({ foundByPhone }))}
        />
        <SwitchField
          label={texts.profile.foundByName}
          hint={texts.profile.foundByNameHint}
          checked={own.foundByName}
          onChange={(foundByName) => void asking.ask(() => profile.edit({ foundByName }))}
        />
        <Complaint asking={asking} />
      </div>
    </>
  );
}
