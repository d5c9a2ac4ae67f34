// The sentence for what was refused, at the thing itself.

export function Complaint({ sentence }: { readonly sentence: string | undefined }) {
  return (
    <p role="alert" className={sentence === undefined ? 'sr-only' : 'text-sm leading-5 text-danger-ink'}>
      {sentence}
    </p>
  );
}
