// What a media worker inherits of the server's environment: nothing secret. Used by the worker pool.

/** How a program finds its libraries, its language and its tools, and how this worker is debugged. */
const inherited = /^(PATH|HOME|LANG|LC_\w+|TZ|TMPDIR|LD_LIBRARY_PATH|MEDIASOUP_\w+|(A|UB|L|T|M)SAN_OPTIONS)$/;

/** Of settings and of what else an operator keeps in the environment a worker needs nothing. Pure. */
export function workerEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => inherited.test(name)));
}

/**
 * mediasoup hands its worker the environment of this process, as it is while the worker is started.
 * @param start starts it before it returns
 */
export function withWorkerEnvironment<T>(start: () => T): T {
  const whole = process.env;
  process.env = workerEnvironment(whole);
  try {
    return start();
  } finally {
    process.env = whole;
  }
}
