// Gives a field the focus when it comes: the button that brought it is gone.
export const focusField = (field: HTMLInputElement | null): void => field?.focus();
