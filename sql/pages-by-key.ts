// Reads what is long a page at a time, each page after the last key of the one before: it costs the same however many came before
// it, and nothing that stays is missed or read twice because rows were added or removed meanwhile.

/** Small enough that others are answered between two pages, large enough that the ways to and fro do not count. */
export const rowsPerPage = 1000;

/**
 * @param readPage the first `rowsPerPage` rows, in order of their key, whose key is greater than `after`; without it from the start
 * @param keyOf the key of a row
 * @yields pages that are not empty
 */
export async function* pagesByKey<Row, Key>(
  readPage: (after: Key | undefined) => Promise<readonly Row[]>,
  keyOf: (row: Row) => Key,
): AsyncGenerator<readonly Row[]> {
  let after: Key | undefined;
  for (;;) {
    const page = await readPage(after);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < rowsPerPage) return;
    after = keyOf(last);
  }
}
