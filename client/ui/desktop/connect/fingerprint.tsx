// A certificate's fingerprint under its caption. Used by the two dialogs about certificates.
import { writeFingerprint } from './write-fingerprint.ts';

interface FingerprintProps {
  readonly caption: string;
  /** 64 hexadecimal digits. */
  readonly value: string;
}

export function Fingerprint({ caption, value }: FingerprintProps) {
  return (
    <figure>
      <figcaption className="mb-1.5 text-sm font-medium">{caption}</figcaption>
      <code className="block rounded-lg bg-raised px-4 py-3 text-[0.9375rem] leading-7 tracking-wide whitespace-pre">
        {writeFingerprint(value).join('\n')}
      </code>
    </figure>
  );
}
