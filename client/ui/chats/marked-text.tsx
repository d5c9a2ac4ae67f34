// A message's text with its marks and mentions, made of elements, never of HTML.
import { Fragment, type ReactNode, useMemo } from 'react';
import { classNames } from '../parts/class-names.ts';
import { type Mark, parseMarks } from './marks/parse-marks.ts';
import { type Named, splitMentions } from './marks/split-mentions.ts';

interface MarkedTextProps {
  readonly text: string;
  /** Whom the message names. */
  readonly named: readonly Named[];
  readonly ownId: string;
}

export function MarkedText({ text, named, ownId }: MarkedTextProps) {
  const marks = useMemo(() => parseMarks(text), [text]);
  return (
    <div dir="auto" className="flex flex-col gap-1 leading-relaxed break-words [overflow-wrap:anywhere]">
      <Marks marks={marks} named={named} ownId={ownId} />
    </div>
  );
}

type MarksProps = Omit<MarkedTextProps, 'text'> & { readonly marks: readonly Mark[] };

function Marks({ marks, ...of }: MarksProps): ReactNode {
  // A mark has no name of its own; those of a text stay where they are.
  return marks.map((mark, index) => <Fragment key={`${index}`}>{render(mark, of)}</Fragment>);
}

function render(mark: Mark, of: Omit<MarksProps, 'marks'>): ReactNode {
  switch (mark.kind) {
    case 'text':
      return <Words text={mark.text} {...of} />;
    case 'break':
      return <br />;
    case 'code':
      return <code className="rounded bg-raised px-1 font-mono text-[0.9em]">{mark.text}</code>;
    case 'code-block':
      return (
        <pre
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
          tabIndex={0}
          className="max-h-96 overflow-auto rounded-lg bg-raised p-3 font-mono text-sm"
        >
          <code>{mark.text}</code>
        </pre>
      );
    case 'link':
      return (
        <a
          href={mark.href}
          title={mark.href}
          target="_blank"
          rel="noopener noreferrer"
          className="text-accent-ink underline underline-offset-2"
        >
          <Marks marks={mark.children} {...of} />
        </a>
      );
    case 'numbers':
      return (
        <ol start={mark.start} className="list-decimal pl-6">
          <Marks marks={mark.children} {...of} />
        </ol>
      );
    default:
      return renderGroup(mark.kind, <Marks marks={mark.children} {...of} />);
  }
}

type GroupKind = Extract<Mark, { children: unknown }>['kind'];

function renderGroup(kind: Exclude<GroupKind, 'link' | 'numbers'>, children: ReactNode): ReactNode {
  switch (kind) {
    case 'paragraph':
      return <p>{children}</p>;
    case 'bold':
      return <strong className="font-semibold">{children}</strong>;
    case 'italic':
      return <em>{children}</em>;
    case 'strike':
      return <s>{children}</s>;
    case 'quote':
      return <blockquote className="border-l-4 border-line-strong pl-3 text-ink-soft">{children}</blockquote>;
    case 'bullets':
      return <ul className="list-disc pl-6">{children}</ul>;
    case 'item':
      return <li>{children}</li>;
  }
}

function Words({ text, named, ownId }: MarkedTextProps): ReactNode {
  const pieces = splitMentions(text, named);
  return pieces.map((piece, index) =>
    piece.accountId === undefined ? (
      piece.text
    ) : (
      <bdi
        key={`${index}`}
        className={classNames(
          'rounded px-0.5 font-medium text-accent-ink',
          piece.accountId === ownId && 'bg-accent-soft',
        )}
      >
        {piece.text}
      </bdi>
    ),
  );
}
