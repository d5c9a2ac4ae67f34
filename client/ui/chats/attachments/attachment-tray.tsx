// The files beside the input: how far each is, taken away or sent again one by one, and why the last one was not taken.
import { FileText, RotateCw, X } from 'lucide-react';
import type { TrayItem } from '../../../app/files-model.ts';
import type { Problem } from '../../../app/meeting-model.ts';
import { IconButton } from '../../parts/icon-button.tsx';
import { useActions, useMeeting } from '../../state/meeting-context.ts';
import { useProblemSentence } from '../../state/use-problem-sentence.ts';
import { useTexts } from '../../texts/language-store.ts';
import { formatBytes } from './format-bytes.ts';

export function AttachmentTray({ conversation }: { readonly conversation: string }) {
  const texts = useTexts();
  const items = useMeeting(({ files }) => files.trays[conversation]);
  const refused = useMeeting(({ files }) => files.refused[conversation]);
  if (items === undefined && refused === undefined) return null;
  return (
    <div className="flex flex-col gap-1.5 pb-2">
      {refused !== undefined && <Sentence problem={refused} />}
      {items !== undefined && (
        <ul aria-label={texts.files.tray} className="flex flex-wrap gap-2" data-testid="attachment-tray">
          {items.map((item) => (
            <TrayFile key={item.key} conversation={conversation} item={item} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Sentence({ problem }: { readonly problem: Problem }) {
  const { first, now } = useProblemSentence(problem);
  return (
    <p role="alert" data-testid="attachment-problem" aria-label={first} className="text-sm text-danger">
      {now}
    </p>
  );
}

interface TrayFileProps {
  readonly conversation: string;
  readonly item: TrayItem;
}

function TrayFile({
  conversation,
  item: { key, name, bytes, state, progress, address, problem },
}: TrayFileProps) {
  const texts = useTexts();
  const { files } = useActions();
  return (
    <li
      data-testid="attachment-item"
      data-state={state}
      className="flex w-64 max-w-full items-center gap-2 rounded-xl border border-line bg-surface p-1.5"
    >
      {address === undefined ? (
        <FileText aria-hidden="true" className="m-2 size-6 shrink-0 text-ink-soft" />
      ) : (
        <img alt="" src={address} className="size-10 shrink-0 rounded-lg object-cover" />
      )}
      <div className="min-w-0 flex-1">
        <bdi className="block truncate text-sm" title={name}>
          {name}
        </bdi>
        {state === 'sending' && (
          <progress
            aria-label={texts.files.progress(name)}
            value={progress}
            className="block h-1 w-full accent-accent"
          />
        )}
        {state === 'ready' && <span className="text-xs text-ink-soft">{formatBytes(bytes, texts.tag)}</span>}
        {problem !== undefined && <Sentence problem={problem} />}
      </div>
      {state === 'failed' && (
        <IconButton
          icon={RotateCw}
          look="soft"
          label={texts.files.retry(name)}
          onClick={() => files.retry(conversation, key)}
        />
      )}
      <IconButton
        icon={X}
        look="soft"
        label={texts.files.remove(name)}
        onClick={() => files.detach(conversation, key)}
      />
    </li>
  );
}
