// How busy the server is. Sampled here, judged by admission.

/** How busy the server's own processes are, 0..1, averaged over some seconds; the first two as a share of one core. */
export interface ServerLoad {
  /** The thread that answers requests. */
  readonly signalling: number;
  /** Each media worker; a room lives in one of them. */
  readonly workers: readonly number[];
  /** All of them together, as a share of the processors that the server may use. */
  readonly total: number;
}
