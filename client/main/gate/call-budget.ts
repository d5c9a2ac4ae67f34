// How often a page may call. Used by the gate, so that a page that runs wild cannot keep the program busy.

/** Calls a second; the busiest honest page, the picker, makes two. */
const callsPerSecond = 40;
/** Calls at once, after a quiet time: a page that starts makes about ten. */
const callsAtOnce = 80;

interface Budget {
  left: number;
  atMs: number;
}

/** One budget for each page, which is forgotten with its page. */
export class CallBudgets<Page extends object> {
  readonly #budgets = new WeakMap<Page, Budget>();

  /** Takes one call off a page's budget; false when nothing was left. @param nowMs any clock that does not go back */
  take(page: Page, nowMs: number): boolean {
    const budget = this.#budgets.get(page) ?? { left: callsAtOnce, atMs: nowMs };
    const earned = ((nowMs - budget.atMs) / 1000) * callsPerSecond;
    budget.left = Math.min(callsAtOnce, budget.left + earned);
    budget.atMs = nowMs;
    this.#budgets.set(page, budget);
    if (budget.left < 1) return false;
    budget.left -= 1;
    return true;
  }
}
