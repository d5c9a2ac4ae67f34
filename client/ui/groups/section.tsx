// A part of the details of a group under its heading.
import { type ReactNode, useId } from 'react';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function Section({ title, children }: SectionProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex flex-col gap-2 border-t border-line pt-4 first:border-t-0 first:pt-0"
    >
      <h3 id={id} className="text-sm font-semibold text-ink-soft">
        {title}
      </h3>
      {children}
    </section>
  );
}
