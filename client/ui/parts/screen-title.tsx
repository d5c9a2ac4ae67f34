// The heading of a screen. It takes the focus when the screen appears, so that keyboard and screen reader start there.
import { type ReactNode, useEffect, useRef } from 'react';
import { classNames } from './class-names.ts';

interface ScreenTitleProps {
  readonly className: string;
  readonly children: ReactNode;
}

export function ScreenTitle({ className, children }: ScreenTitleProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <h1
      ref={ref}
      tabIndex={-1}
      className={classNames('font-semibold tracking-tight outline-none', className)}
    >
      {children}
    </h1>
  );
}
