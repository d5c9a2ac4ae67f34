// Rolls a transaction back in which nothing changes, so that no change is counted. Caught where the transaction was begun.
export class NothingChangedError extends Error {}
