// A person's name, kept to itself: whatever direction it is written in, nothing around it changes its place.

export function PersonName({ name, className }: { readonly name: string; readonly className?: string }) {
  return <bdi className={className}>{name}</bdi>;
}
