// Keeps the session's token: in this window only, or across windows and restarts for those who stay signed in.

const key = 'plenum.token';

/** The kept token, or `undefined` when signed out or storage is switched off. */
export function readToken(): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** In place of any other. @param staySignedIn false: forgotten with the window */
export function keepToken(token: string, staySignedIn: boolean): void {
  try {
    for (const storage of [sessionStorage, localStorage]) storage.removeItem(key);
    (staySignedIn ? localStorage : sessionStorage).setItem(key, token);
  } catch {
    // Storage is switched off: the session lasts as long as the page.
  }
}

/** After signing out, or when the server no longer takes the token; that of an account which signed in since in another window stays. */
export function forgetToken(token: string): void {
  try {
    for (const storage of [sessionStorage, localStorage])
      if (storage.getItem(key) === token) storage.removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
