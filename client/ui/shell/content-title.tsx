// The heading of what is open beside a list. Where the list has folded away it takes the focus, and the way back to the list is beside it.
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { formatAddress } from '../address/address.ts';
import { classNames } from '../parts/class-names.ts';
import { useTexts } from '../texts/language-store.ts';
import { useFrame } from './frame-context.ts';

interface ContentTitleProps {
  /** Where the list is, and what its heading says. */
  readonly list: { readonly address: Parameters<typeof formatAddress>[0]; readonly name: string };
  readonly className?: string;
  readonly children: ReactNode;
}

export function ContentTitle({ list, className, children }: ContentTitleProps) {
  const texts = useTexts();
  const { back } = useFrame();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (back) ref.current?.focus();
  }, [back]);
  return (
    <div className="flex min-w-0 flex-1 items-center gap-2">
      {back && (
        <>
          <h1 className="sr-only">{list.name}</h1>
          <a
            href={formatAddress(list.address)}
            aria-label={texts.shell.backTo(list.name)}
            data-testid="back-to-list"
            className="-ml-2 grid size-11 shrink-0 place-items-center rounded-lg hover:bg-raised-hover"
          >
            <ArrowLeft aria-hidden="true" className="size-5" />
          </a>
        </>
      )}
      <h2
        ref={ref}
        tabIndex={-1}
        className={classNames(
          'min-w-0 flex-1 truncate text-xl font-semibold tracking-tight outline-none',
          className,
        )}
      >
        {children}
      </h2>
    </div>
  );
}
