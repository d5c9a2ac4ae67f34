// Who may register at all. A setting, obeyed by sign-in.

/** `invited`: with a code that the operator made. */
export const registrationModes = ['open', 'invited', 'closed'] as const;
export type RegistrationMode = (typeof registrationModes)[number];
