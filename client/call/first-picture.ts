// Makes a new picture appear: on a bad connection the whole picture it begins with may be lost. Used by media-receiver.

/** Waits before each further request for a whole picture, in milliseconds: longer than the round trip of most connections. */
const waitsMs = [350, 400, 600, 1000, 2000, 4000];

export interface FirstPictureParts {
  /** Pictures decoded so far; `undefined` once there is no receiver any more. */
  readonly framesDecoded: () => Promise<number | undefined>;
  /** Asks the sender for a whole picture. */
  readonly askAgain: () => void;
}

/** Begins to wait for the first picture; returns the end of waiting. */
export function awaitFirstPicture({ framesDecoded, askAgain }: FirstPictureParts): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let over = false;

  const look = async () => {
    const frames = await framesDecoded().catch(() => undefined);
    if (over || frames === undefined || frames > 0) return;
    askAgain();
    next();
  };
  const next = () => {
    const waitMs = waitsMs[attempt];
    attempt += 1;
    if (waitMs !== undefined) timer = setTimeout(() => void look(), waitMs);
  };
  next();
  return () => {
    over = true;
    clearTimeout(timer);
  };
}
