// A database thread: has one connection to the file, and does what the calls' thread asks. Started by thread-client.
import { parentPort, workerData } from 'node:worker_threads';
import { GroupWriter } from './group-writer.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { failureOf } from './sqlite-failure.ts';
import type { Answer, StatementRequest, ThreadData, ThreadRequest } from './sqlite-messages.ts';

/** How long a file may be put in order after a crash; but for that, readers wait for no other process. */
const openingMs = 1500;
/** The writer asks again by itself, up to its own limit, and hears messages in between. */
const writerBusyMs = 5;

const port = parentPort;
if (port === null) throw new Error('sqlite-thread is started as a thread');
const { file, role } = workerData as ThreadData;

function answer(answers: readonly Answer[]): void {
  if (answers.length > 0) port?.postMessage(answers);
}

function write(): (request: ThreadRequest) => void {
  const connection = SqliteConnection.open(file, openingMs);
  connection.exec(`pragma busy_timeout = ${writerBusyMs}`);
  const writer = new GroupWriter({
    connection,
    answer,
    now: () => performance.now(),
    later: (ms, work) => {
      if (ms === 0) setImmediate(work);
      // The open port keeps the thread alive, not what may still have to be looked at when it is closed.
      else setTimeout(work, ms).unref();
    },
  });
  return (request) => {
    if (request.kind !== 'close') return writer.take(request);
    writer.finish(() => {
      connection.close();
      port?.close();
    });
  };
}

function read(): (request: ThreadRequest) => void {
  const connection = SqliteConnection.openReading(file, openingMs);
  return (request) => {
    if (request.kind === 'statement') return answer([query(connection, request)]);
    connection.close();
    port?.close();
  };
}

function query(connection: SqliteConnection, { id, text, values }: StatementRequest): Answer {
  try {
    return { id, result: connection.run(text, values) };
  } catch (error) {
    return { id, failure: failureOf(error) };
  }
}

port.on('message', role === 'write' ? write() : read());
